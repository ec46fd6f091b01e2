package facturx

import (
	"bytes"
	"crypto/md5" // the checksum that PDF names, not a protection
	"encoding/xml"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
)

// Check reads a finished file again and returns, joined, what it lacks of
// PDF/A-3b (ISO 19005-3) as far as this program's files can lack it: header,
// identifiers, no encryption; output intent with its profile; metadata that
// say the same as the information dictionary; fonts embedded; the attachment
// with its relation, size and checksum; print flags of links; no scripts, no
// layers, no filter that the standard bars. It is no full validator.
func Check(pdf []byte) error {
	f, err := open(pdf)
	if err != nil {
		return err
	}
	c := &check{file: f, catalog: f.dict(f.trailer["Root"])}
	if c.catalog == nil {
		return fmt.Errorf("reading a PDF: no catalog: %w", errBroken)
	}
	c.header()
	c.intent()
	c.metadata()
	c.attachment()
	c.objects()
	return errors.Join(c.found...)
}

type check struct {
	*file
	catalog dict
	found   []error
}

func (c *check) want(ok bool, format string, args ...any) {
	if !ok {
		c.found = append(c.found, fmt.Errorf("PDF/A-3b: "+format, args...))
	}
}

// header: clause 6.1.2 and 6.1.3.
func (c *check) header() {
	comment := c.b[bytes.IndexByte(c.b, '\n')+1:]
	binary := len(comment) > 4 && comment[0] == '%'
	for i := 1; binary && i < 5; i++ {
		binary = comment[i] > 127
	}
	c.want(binary, "no binary comment after the header")
	id := c.array(c.trailer["ID"])
	c.want(len(id) == 2, "no identifiers in the trailer")
	for _, part := range id {
		t, ok := part.(text)
		c.want(ok && len(t) > 0, "an identifier is empty")
	}
	c.want(c.trailer["Encrypt"] == nil, "the file is encrypted")
	c.want(bytes.HasSuffix(bytes.TrimRight(c.b, "\r\n"), []byte("%%EOF")), "something follows the end")
	for _, key := range []name{"OCProperties", "AA", "Collection"} {
		c.want(c.catalog[key] == nil, "the catalog has %s", key)
	}
}

// intent: clause 6.2.3.
func (c *check) intent() {
	intents := c.array(c.catalog["OutputIntents"])
	c.want(len(intents) == 1, "%d output intents", len(intents))
	if len(intents) != 1 {
		return
	}
	d := c.dict(intents[0])
	c.want(d["S"] == name("GTS_PDFA1"), "output intent of kind %v", d["S"])
	icc, err := c.data(d["DestOutputProfile"])
	c.want(err == nil && len(icc) > 128 && string(icc[36:40]) == "acsp" && string(icc[16:20]) == "RGB ",
		"the output profile is not one of RGB")
	c.want(c.dict(d["DestOutputProfile"])["N"] == 3, "the output profile has not three components")
}

// metadata: clause 6.6.
func (c *check) metadata() {
	s, ok := c.resolve(c.catalog["Metadata"]).(*stream)
	c.want(ok, "no metadata")
	if !ok {
		return
	}
	c.want(s.Dict["Type"] == name("Metadata") && s.Dict["Subtype"] == name("XML"), "the metadata are not marked as such")
	c.want(s.Dict["Filter"] == nil, "the metadata are packed")
	said, err := readPacket(s.Raw)
	if err != nil {
		c.want(false, "%v", err)
		return
	}
	for key, want := range map[xml.Name]string{
		{Space: nsPDFA, Local: "part"}: "3", {Space: nsPDFA, Local: "conformance"}: "B",
		{Space: nsFX, Local: "DocumentType"}: "INVOICE", {Space: nsFX, Local: "DocumentFileName"}: XMLName,
		{Space: nsFX, Local: "Version"}: "1.0", {Space: nsFX, Local: "ConformanceLevel"}: "EN 16931",
	} {
		c.want(said[key] == want, "the metadata say %s %q, not %q", key.Local, said[key], want)
	}
	c.want(bytes.Contains(s.Raw, []byte("<pdfaSchema:namespaceURI>"+nsFX+"<")), "the Factur-X schema is not described")
	info := c.dict(c.trailer["Info"])
	for key, twin := range map[name]xml.Name{
		"Title": {Space: nsDC, Local: "title"}, "Author": {Space: nsDC, Local: "creator"},
		"Subject": {Space: nsDC, Local: "description"}, "Keywords": {Space: nsPDF, Local: "Keywords"},
		"Creator": {Space: nsXMP, Local: "CreatorTool"}, "Producer": {Space: nsPDF, Local: "Producer"},
	} {
		t, _ := info[key].(text)
		c.want(decode(t) == said[twin], "%s is %q in the information, %q in the metadata", key, decode(t), said[twin])
	}
	for key, twin := range map[name]string{"CreationDate": "CreateDate", "ModDate": "ModifyDate"} {
		t, _ := info[key].(text)
		a, err1 := time.Parse("D:20060102150405Z", string(t))
		b, err2 := time.Parse(time.RFC3339, said[xml.Name{Space: nsXMP, Local: twin}])
		c.want(err1 == nil && err2 == nil && a.Equal(b), "%s %q is not the date of the metadata", key, t)
	}
}

// attachment: clause 6.8 and annex E.
func (c *check) attachment() {
	spec, ok := c.attached()
	c.want(ok, "no attachment %s", XMLName)
	if !ok {
		return
	}
	_, relation := spec["AFRelationship"].(name)
	c.want(relation, "the attachment has no relation")
	c.want(spec["F"] != nil && spec["UF"] != nil, "the attachment has not both names")
	linked := false
	for _, r := range c.array(c.catalog["AF"]) {
		linked = linked || maps.EqualFunc(c.dict(r), spec, func(a, b any) bool { return string(put(nil, a)) == string(put(nil, b)) })
	}
	c.want(linked, "the attachment is not associated with the document")
	file := c.dict(spec["EF"])["F"]
	d := c.dict(file)
	c.want(d["Subtype"] == name("text/xml"), "the attachment has no kind")
	data, err := c.data(file)
	c.want(err == nil, "the attachment cannot be read: %v", err)
	params := c.dict(d["Params"])
	sum := md5.Sum(data)
	got, _ := params["CheckSum"].(text)
	c.want(params["Size"] == len(data) && bytes.Equal(got, sum[:]) && params["ModDate"] != nil,
		"size, checksum or date of the attachment are wrong")
}

// objects looks at every object: fonts (6.2.11), annotations (6.3), actions
// (6.5), filters and pictures (6.1.7, 6.2.8).
func (c *check) objects() {
	for _, n := range slices.Sorted(maps.Keys(c.offsets)) {
		o, err := c.object(n)
		if err != nil {
			c.want(false, "%v", err)
			continue
		}
		d := c.dict(o)
		switch d["Type"] {
		case name("Font"):
			c.font(n, d)
		case name("Page"):
			c.want(d["AA"] == nil, "page %d has actions of its own", n)
			for _, a := range c.array(d["Annots"]) {
				c.annotation(n, c.dict(a))
			}
		case name("XObject"):
			c.want(d["Interpolate"] != true, "picture %d is interpolated", n)
			c.want(d["ColorSpace"] != name("DeviceCMYK"), "picture %d is of another colour space than the intent", n)
		}
		c.want(d["JS"] == nil && d["JavaScript"] == nil, "object %d has a script", n)
		c.want(!strings.Contains(fmt.Sprint(d["Filter"]), "LZW"), "object %d is packed with LZW", n)
	}
}

func (c *check) font(n int, d dict) {
	if d["Subtype"] == name("Type0") {
		c.want(d["ToUnicode"] != nil, "font %d has no map to text", n)
		for _, below := range c.array(d["DescendantFonts"]) {
			c.font(n, c.dict(below))
		}
		return
	}
	descriptor := c.dict(d["FontDescriptor"])
	c.want(descriptor["FontFile2"] != nil || descriptor["FontFile3"] != nil || descriptor["FontFile"] != nil,
		"font %d (%v) is not embedded", n, d["BaseFont"])
}

func (c *check) annotation(n int, d dict) {
	const invisible, hidden, printed, noView = 1, 2, 4, 32
	flags, ok := d["F"].(int)
	c.want(ok && flags&printed != 0 && flags&(invisible|hidden|noView) == 0, "an annotation of page %d does not print", n)
	c.want(d["Subtype"] == name("Link"), "an annotation of page %d is a %v", n, d["Subtype"])
	switch kind := c.dict(d["A"])["S"]; kind {
	case nil, name("URI"), name("GoTo"):
	default:
		c.want(false, "an annotation of page %d leads to a %v", n, kind)
	}
}
