package sheet

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"regie/clients/civil"
)

// A cell's number format alone says whether its number is a date, a time or a
// figure, and the streaming reader shows no formats. So, before reading, every
// format of the workbook is replaced in memory by one that writes the bare number
// behind a tag of its class, which untag turns into canonical text. The tag
// begins with a private-use character, which no honest cell begins with.
const (
	tagMark    = "\ue9a7"
	tagDate    = 'd'
	tagMoment  = 'm' // date with time
	tagTime    = 't' // time of day
	tagElapsed = 'e' // [h]:mm
	tagPercent = 'p'
	tagNumber  = 0 // no tag: the number as it is
)

// noFormat is a format number that does not exist: the reader then gives the
// number as it is.
const noFormat = 1_000_000

// epoch is the day 0 of a workbook's serial dates.
type epoch struct{ mac bool }

// tagFormats replaces the number formats of the workbook by tagged ones.
func tagFormats(book *excelize.File) (epoch, error) {
	props, err := book.GetWorkbookProps()
	if err != nil {
		return epoch{}, fmt.Errorf("reading the workbook's properties: %w", err)
	}
	e := epoch{mac: props.Date1904 != nil && *props.Date1904}
	styles := book.Styles
	if styles == nil || styles.CellXfs == nil {
		return e, nil
	}
	codes := map[int]string{}
	if styles.NumFmts != nil {
		for _, f := range styles.NumFmts.NumFmt {
			if f != nil {
				codes[f.NumFmtID] = f.FormatCode
			}
		}
	}
	classes := make([]byte, len(styles.CellXfs.Xf))
	for i, xf := range styles.CellXfs.Xf {
		if xf.NumFmtID != nil {
			code, own := codes[*xf.NumFmtID]
			classes[i] = classOf(*xf.NumFmtID, code, own)
		}
	}
	ids := map[byte]int{tagNumber: noFormat}
	for _, class := range []byte{tagDate, tagMoment, tagTime, tagElapsed, tagPercent} {
		code := fmt.Sprintf("\"%s%c\"0.000000000000", tagMark, class)
		style, err := book.NewStyle(&excelize.Style{CustomNumFmt: &code})
		if err != nil {
			return e, fmt.Errorf("preparing to read typed cells: %w", err)
		}
		ids[class] = *book.Styles.CellXfs.Xf[style].NumFmtID
	}
	for i, class := range classes {
		id := ids[class]
		book.Styles.CellXfs.Xf[i].NumFmtID = &id
	}
	return e, nil
}

// classOf tells the class of a number format: built-in ones by their number
// (ECMA-376 part 1, 18.8.30), own ones by their code.
func classOf(id int, code string, own bool) byte {
	if own {
		return classOfCode(code)
	}
	switch {
	case id == 9 || id == 10:
		return tagPercent
	case id == 22:
		return tagMoment
	case id >= 14 && id <= 17, id >= 27 && id <= 31, id >= 34 && id <= 36, id >= 50 && id <= 58:
		return tagDate
	case id >= 18 && id <= 21, id == 32, id == 33, id == 45, id == 47:
		return tagTime
	case id == 46:
		return tagElapsed
	}
	return tagNumber
}

// classOfCode reads the first section of a format code, without its literals.
func classOfCode(code string) byte {
	var date, month, clock, elapsed, percent bool
	for i := 0; i < len(code) && code[i] != ';'; i++ {
		switch c := code[i] | 0x20; {
		case code[i] == '"':
			if j := strings.IndexByte(code[i+1:], '"'); j >= 0 {
				i += j + 1
			}
		case code[i] == '\\' || code[i] == '_' || code[i] == '*':
			i++
		case code[i] == '[':
			j := strings.IndexByte(code[i:], ']')
			if j < 0 {
				return tagNumber
			}
			inner := strings.ToLower(code[i+1 : i+j])
			elapsed = elapsed || inner != "" && strings.Trim(inner, inner[:1]) == "" && strings.Contains("hms", inner[:1])
			i += j
		case strings.HasPrefix(strings.ToLower(code[i:]), "general"):
			i += len("general") - 1
		case c == 'y' || c == 'd':
			date = true
		case c == 'h' || c == 's':
			clock = true
		case c == 'm':
			month = true
		case code[i] == '%':
			percent = true
		}
	}
	switch {
	case elapsed:
		return tagElapsed
	case date && clock:
		return tagMoment
	case date, month && !clock:
		return tagDate
	case clock:
		return tagTime
	case percent:
		return tagPercent
	}
	return tagNumber
}

// untag turns a tagged number into canonical text; other cells stay as they are.
func untag(cell string, e epoch) string {
	at := strings.Index(cell, tagMark)
	if at < 0 || at > 1 || len(cell) < at+len(tagMark)+1 {
		return cell
	}
	class, digits := cell[at+len(tagMark)], cell[at+len(tagMark)+1:]
	value, err := strconv.ParseFloat(cell[:at]+digits, 64) // the sign stands before the tag
	if err != nil {
		return cell[:at] + digits
	}
	switch class {
	case tagPercent:
		return strconv.FormatFloat(math.Round(value*1e12)/1e10, 'f', -1, 64) + "%"
	case tagElapsed:
		return clockText(value)
	case tagTime:
		// A day's time has no days; a span shown as a time may have a few; what is
		// left is a moment of which only the time is shown.
		if value < 1000 {
			return clockText(value)
		}
		return e.moment(value, true)
	case tagDate, tagMoment:
		return e.moment(value, class == tagMoment)
	}
	return cell
}

// moment writes a serial date. A zero is what a formula shows for a blank cell.
func (e epoch) moment(serial float64, withTime bool) string {
	if serial == 0 {
		return ""
	}
	if serial < 1 || serial >= 2_958_466 { // beyond 31 December 9999
		return strconv.FormatFloat(serial, 'f', -1, 64)
	}
	days, seconds := splitDay(serial)
	base := civil.NewDate(1899, 12, 30)
	switch {
	case e.mac:
		base = civil.NewDate(1904, 1, 1)
	case days < 60: // Excel believes in 29 February 1900
		base = civil.NewDate(1899, 12, 31)
	}
	day := base.AddDays(int(days)).String()
	if seconds == 0 && !withTime {
		return day
	}
	return day + " " + clockText(float64(seconds)/86_400)
}

// splitDay takes a serial number apart, rounded to the second.
func splitDay(serial float64) (days, seconds int64) {
	total := int64(math.Round(serial * 86_400))
	return total / 86_400, total % 86_400
}

// clockText writes a fraction of a day as hours, minutes and seconds; hours pass 24.
func clockText(days float64) string {
	total := int64(math.Round(math.Abs(days) * 86_400))
	sign := ""
	if days < 0 && total > 0 {
		sign = "-"
	}
	return fmt.Sprintf("%s%02d:%02d:%02d", sign, total/3600, total/60%60, total%60)
}
