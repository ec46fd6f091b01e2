package page

// Document is a laid-out document, ready to be painted. It is not changed
// afterwards and may be read by several painters at once.
type Document struct {
	// Title, Author and Subject are the document information, cleaned.
	Title, Author, Subject string
	// Lang is the language of the text as a BCP 47 tag ("fr", "en").
	Lang     string
	Pages    []Page
	Outline  []Bookmark
	Pictures map[string]*Picture // by OpImage.Ref
}

// Page is one page of drawing operations.
type Page struct {
	Width, Height float64 // points
	Number        int     // from 1
	Section       string  // title of the level 1 heading in force
	Ops           []Op
}

// Bookmark is an entry of the outline. Level is 0 for the outermost; a level
// is never more than one deeper than the entry before.
type Bookmark struct {
	Title string
	Level int
	Page  int     // from 1
	Y     float64 // from the top
}

// Size is the format of a page in points.
type Size struct{ Width, Height float64 }

// A4 is 210 × 297 mm.
var A4 = Size{595.28, 841.89}

// A4Landscape is A4 lying on its side.
var A4Landscape = Size{841.89, 595.28}

// Margins are the distances from the page's edges to the text.
type Margins struct{ Top, Right, Bottom, Left float64 }

// Setup says how a document is laid out.
type Setup struct {
	Title, Author, Subject, Lang string
	// Size of every page; the zero value is A4.
	Size Size
	// Margins of the text; the zero value is the theme's.
	Margins Margins
	Theme   Theme
	// Header and Footer draw on every page but covers, once the number of
	// pages is known. Either may be nil.
	Header, Footer func(*Canvas, PageInfo)
}

// PageInfo is what a header or footer can print.
type PageInfo struct {
	Number, Total int
	Section       string // title of the level 1 heading in force
}
