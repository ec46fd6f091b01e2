package facturx

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
	"text/template"
	"time"
)

// The namespaces of the metadata.
const (
	nsPDFA = "http://www.aiim.org/pdfa/ns/id/"
	nsDC   = "http://purl.org/dc/elements/1.1/"
	nsPDF  = "http://ns.adobe.com/pdf/1.3/"
	nsXMP  = "http://ns.adobe.com/xap/1.0/"
	nsFX   = "urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#"
)

// metadata is the packet: PDF/A part and level, the words and dates of the
// information dictionary, the Factur-X values and, since they are not of XMP's
// own vocabulary, the schema that describes them.
var metadata = template.Must(template.New("xmp").Funcs(template.FuncMap{"x": escape}).Parse(
	"<?xpacket begin=\"\uFEFF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>" + `
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:pdfaid="` + nsPDFA + `">
<pdfaid:part>3</pdfaid:part>
<pdfaid:conformance>B</pdfaid:conformance>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:dc="` + nsDC + `">
<dc:format>application/pdf</dc:format>
{{with .Title}}<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{{x .}}</rdf:li></rdf:Alt></dc:title>
{{end}}{{with .Author}}<dc:creator><rdf:Seq><rdf:li>{{x .}}</rdf:li></rdf:Seq></dc:creator>
{{end}}{{with .Subject}}<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{{x .}}</rdf:li></rdf:Alt></dc:description>
{{end}}</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdf="` + nsPDF + `">
<pdf:Producer>{{x .Maker}}</pdf:Producer>
{{with .Keywords}}<pdf:Keywords>{{x .}}</pdf:Keywords>
{{end}}</rdf:Description>
<rdf:Description rdf:about="" xmlns:xmp="` + nsXMP + `">
<xmp:CreatorTool>{{x .Maker}}</xmp:CreatorTool>
<xmp:CreateDate>{{.Date}}</xmp:CreateDate>
<xmp:ModifyDate>{{.Date}}</xmp:ModifyDate>
<xmp:MetadataDate>{{.Date}}</xmp:MetadataDate>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:fx="` + nsFX + `">
<fx:DocumentType>INVOICE</fx:DocumentType>
<fx:DocumentFileName>` + XMLName + `</fx:DocumentFileName>
<fx:Version>1.0</fx:Version>
<fx:ConformanceLevel>EN 16931</fx:ConformanceLevel>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas>
<rdf:Bag>
<rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>Factur-X PDFA Extension Schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>` + nsFX + `</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>fx</pdfaSchema:prefix>
<pdfaSchema:property>
<rdf:Seq>
{{range .Properties}}<rdf:li rdf:parseType="Resource">
<pdfaProperty:name>{{index . 0}}</pdfaProperty:name>
<pdfaProperty:valueType>Text</pdfaProperty:valueType>
<pdfaProperty:category>external</pdfaProperty:category>
<pdfaProperty:description>{{index . 1}}</pdfaProperty:description>
</rdf:li>
{{end}}</rdf:Seq>
</pdfaSchema:property>
</rdf:li>
</rdf:Bag>
</pdfaExtension:schemas>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>`))

// properties are those of the Factur-X schema, as the specification words them.
var properties = [][2]string{
	{"DocumentFileName", "The name of the embedded XML document"},
	{"DocumentType", "The type of the hybrid document in capital letters, e.g. INVOICE or ORDER"},
	{"Version", "The actual version of the standard applying to the embedded XML document"},
	{"ConformanceLevel", "The conformance level of the embedded XML document"},
}

// packet writes the metadata.
func packet(i Info) []byte {
	var b bytes.Buffer
	if err := metadata.Execute(&b, struct {
		Info
		Maker, Date string
		Properties  [][2]string
	}{i, maker, i.Created.Format(time.RFC3339), properties}); err != nil {
		panic(err) // a template over strings, written to memory
	}
	return b.Bytes()
}

func escape(s string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(s)) // a strings.Builder takes everything
	return b.String()
}

// readPacket gives the texts of the metadata's properties by namespace and
// name; of a list, its one item.
func readPacket(b []byte) (map[xml.Name]string, error) {
	out := map[xml.Name]string{}
	d := xml.NewDecoder(bytes.NewReader(b))
	var path []xml.Name
	for {
		t, err := d.Token()
		if errors.Is(err, io.EOF) {
			return out, nil
		}
		if err != nil {
			return nil, fmt.Errorf("reading the metadata: %w", err)
		}
		switch t := t.(type) {
		case xml.StartElement:
			path = append(path, t.Name)
		case xml.EndElement:
			path = path[:len(path)-1]
		case xml.CharData:
			// xmpmeta, RDF, Description, then the property
			if s := strings.TrimSpace(string(t)); s != "" && len(path) > 3 {
				out[path[3]] += s
			}
		}
	}
}
