package page

import (
	"fmt"
	"math"
)

// Block is something that stands in the flow of a document: Heading,
// Paragraph, List, Callout, KPIs, Table, Gauges, Bars, Columns, Lines, Stack,
// Gallery, Facts, Split, Keep, Panel, Spacer, PageBreak, Cover, Drawing or
// FullPage.
type Block interface {
	// pieces cuts the block, laid out to a width, into slices that are never
	// split further.
	pieces(e *env, width float64) []piece
}

// env is what blocks know of the document they stand in.
type env struct {
	th   *Theme
	maxH float64 // height of a page's text area
	size Size
	pics map[string]*Picture
}

// piece is a slice of the flow. Its operations are relative to its top left.
type piece struct {
	height float64
	ops    []Op
	// before is the space wanted above; it is dropped at the top of a page.
	before float64
	// keepNext forbids a page break after the piece.
	keepNext bool
	newPage  bool
	share    bool // begins a page, unless it may share the one before
	head     *tableHead
	isHead   bool // the piece is the head itself
	frame    *frame
	mark     *mark
	anchor   string
	full     func(*Canvas) // a page of its own
	// shrink draws the piece anew in a lower height, down to least; nil where
	// its height is what it is.
	shrink func(height float64) []Op
	least  float64
	// row tells a row of a table, which gives some of its air where that saves a
	// page.
	row bool
}

// tableHead is repeated where a table is continued.
type tableHead struct {
	height float64
	ops    []Op
	// late draws one that few rows need, those which begin a page, dx from the
	// left; nil once it is drawn.
	late func() (ops []Op, height float64)
	dx   float64
}

// drawn is the head with its operations.
func (h *tableHead) drawn() *tableHead {
	if h.late != nil {
		h.ops, h.height = h.late()
		h.ops, h.late = moveAll(h.ops, h.dx, 0), nil
	}
	return h
}

// frame is a ground behind consecutive pieces, drawn once per page.
type frame struct {
	x, width float64
	fill     Color
	stroke   Color
	radius   float64
}

// frameLine is how thick the line around a frame is.
const frameLine = 0.8

// mark is a bookmark.
type mark struct {
	title   string
	level   int
	section bool
}

// Layout lays blocks out into pages. An error means that laying out failed
// altogether; whatever the texts hold is no reason for one.
func Layout(s Setup, blocks []Block) (doc *Document, err error) {
	defer func() {
		if r := recover(); r != nil {
			doc, err = nil, fmt.Errorf("laying out %q: %v", s.Title, r)
		}
	}()
	if s.Size == (Size{}) {
		s.Size = A4
	}
	if s.Theme.Family.Regular == nil {
		s.Theme = NewTheme(s.Theme.Primary, s.Theme.Secondary)
	}
	if s.Margins == (Margins{}) {
		s.Margins = s.Theme.Margins
	}
	f := &flow{
		s: s,
		doc: &Document{
			Title: Plain(s.Title), Author: Plain(s.Author), Subject: Plain(s.Subject), Lang: s.Lang,
			Pictures: map[string]*Picture{},
		},
		anchors: map[string]Bookmark{},
	}
	e := &env{
		th: &f.s.Theme, size: s.Size, pics: f.doc.Pictures,
		maxH: math.Max(s.Size.Height-s.Margins.Top-s.Margins.Bottom, 60),
	}
	f.env = e
	width := math.Max(s.Size.Width-s.Margins.Left-s.Margins.Right, 40)
	var all []piece
	for _, b := range blocks {
		if b != nil {
			all = append(all, b.pieces(e, width)...)
		}
	}
	f.run(all)
	f.finish()
	return f.doc, nil
}

// flow places pieces on pages.
type flow struct {
	s       Setup
	env     *env
	doc     *Document
	anchors map[string]Bookmark

	page  *pageDraft
	pages []*pageDraft
	title string // of the level 1 heading in force
}

// pageDraft is a page being filled.
type pageDraft struct {
	ops     []Op
	y       float64 // how much of the text area is used
	section string
	full    bool
	frame   *frame // open one, its rectangle to be put at frameAt
	frameAt int
	frameY  float64
	cutTop  bool
}

func (f *flow) run(all []piece) {
	for i := 0; i < len(all); {
		p := &all[i]
		if p.full != nil {
			f.fullPage(p)
			i++
			continue
		}
		fresh := f.page == nil
		if fresh || f.page.y > 0 && (p.newPage || p.share && f.tooLow(all[i:])) {
			f.turn(p)
		}
		if fresh || p.opens() {
			f.tighten(all[i:])
		}
		j := i + 1 // end of the run that must stand together
		for j < len(all) && all[j-1].keepNext && all[j].full == nil && !all[j].newPage {
			j++
		}
		if f.page.y > 0 && !f.fits(all[i:j]) && !f.squeeze(all[i:j]) {
			f.turn(p)
			f.tighten(all[i:])
		}
		if f.fits(all[i:j]) {
			for ; i < j; i++ {
				f.place(&all[i])
			}
			continue
		}
		f.place(p) // longer than a page: the run is broken where it must be
		i++
	}
	f.closePage(nil)
}

// fits tells whether the pieces stand together on what is left of the page.
func (f *flow) fits(run []piece) bool { return f.end(run) <= f.env.maxH+eps }

// end is how far down the pieces would reach on the page as it is.
func (f *flow) end(run []piece) float64 {
	y := f.page.y
	for k := range run {
		p := &run[k]
		if y > 0 {
			y += p.before
		} else if p.head != nil && !p.isHead {
			y += p.head.drawn().height
		}
		y += p.height
	}
	return y
}

func (f *flow) place(p *piece) {
	d := f.page
	if d.y > 0 {
		d.y += p.before
	} else if p.head != nil && !p.isHead {
		f.put(p.head.drawn().ops, d.y)
		d.y += p.head.height
	}
	if d.frame != p.frame {
		f.closeFrame(true, d.y-p.before)
		if p.frame != nil {
			d.frame, d.frameAt, d.frameY = p.frame, len(d.ops), d.y
			d.ops = append(d.ops, nil)
		}
	}
	if p.mark != nil {
		f.bookmark(p.mark, d.y)
	}
	if p.anchor != "" {
		f.anchors[p.anchor] = Bookmark{Page: len(f.pages) + 1, Y: f.s.Margins.Top + d.y}
	}
	f.put(p.ops, d.y)
	d.y += p.height
}

func (f *flow) put(ops []Op, y float64) {
	for _, o := range ops {
		f.page.ops = append(f.page.ops, o.moved(f.s.Margins.Left, f.s.Margins.Top+y))
	}
}

// closeFrame draws the ground of the open frame down to y; whole tells that
// the frame ends here rather than being cut by the page.
func (f *flow) closeFrame(whole bool, y float64) {
	d := f.page
	if d == nil || d.frame == nil {
		return
	}
	r := d.frame.radius
	rad := [4]float64{r, r, r, r}
	if d.cutTop {
		rad[0], rad[1] = 0, 0
	}
	if !whole {
		rad[2], rad[3] = 0, 0
	}
	d.ops[d.frameAt] = OpRect{
		X: f.s.Margins.Left + d.frame.x, Y: f.s.Margins.Top + d.frameY, W: d.frame.width, H: y - d.frameY,
		Radius: rad, Fill: d.frame.fill, Stroke: d.frame.stroke, Line: frameLine,
	}
	d.frame, d.cutTop = nil, false
}

func (f *flow) bookmark(m *mark, y float64) {
	level := m.level
	if n := len(f.doc.Outline); n == 0 {
		level = 0
	} else {
		level = min(level, f.doc.Outline[n-1].Level+1)
	}
	at := f.s.Margins.Top + y - 8
	f.doc.Outline = append(f.doc.Outline, Bookmark{Title: m.title, Level: level, Page: len(f.pages) + 1, Y: at})
	if m.section {
		f.title = m.title
		if y == 0 || f.page.section == "" {
			f.page.section = m.title
		}
	}
}

// turn closes the page and begins another, for the piece next.
func (f *flow) turn(next *piece) {
	cut := f.closePage(next)
	f.page = &pageDraft{section: f.title, cutTop: cut}
}

// closePage tells whether the frame of the piece next is cut by the page's end.
func (f *flow) closePage(next *piece) (cut bool) {
	if f.page == nil {
		return false
	}
	cut = next != nil && next.frame != nil && next.frame == f.page.frame
	f.closeFrame(!cut, f.page.y)
	f.pages = append(f.pages, f.page)
	f.page = nil
	return cut
}

func (f *flow) fullPage(p *piece) {
	f.closePage(nil)
	c := f.canvas()
	if p.mark != nil {
		f.doc.Outline = append(f.doc.Outline, Bookmark{Title: p.mark.title, Page: len(f.pages) + 1})
	}
	if p.anchor != "" {
		f.anchors[p.anchor] = Bookmark{Page: len(f.pages) + 1}
	}
	p.full(c)
	f.pages = append(f.pages, &pageDraft{ops: c.ops, full: true})
}

// canvas is the whole of a page.
func (f *flow) canvas() *Canvas {
	return &Canvas{env: f.env, w: f.s.Size.Width, h: f.s.Size.Height}
}

// finish draws headers and footers and resolves links within the document.
func (f *flow) finish() {
	total := len(f.pages)
	for i, d := range f.pages {
		ops := d.ops
		if !d.full {
			info := PageInfo{Number: i + 1, Total: total, Section: d.section}
			if f.s.Header != nil {
				c := f.canvas()
				f.s.Header(c, info)
				ops = append(c.ops, ops...)
			}
			if f.s.Footer != nil {
				c := f.canvas()
				f.s.Footer(c, info)
				ops = append(ops, c.ops...)
			}
		}
		f.doc.Pages = append(f.doc.Pages, Page{
			Width: f.s.Size.Width, Height: f.s.Size.Height, Number: i + 1, Section: d.section, Ops: f.resolve(ops),
		})
	}
}

// resolve points links at the pages of their anchors; a link to an anchor that
// does not exist is dropped.
func (f *flow) resolve(ops []Op) []Op {
	out := ops[:0]
	for _, o := range ops {
		if l, ok := o.(OpLink); ok && l.anchor != "" {
			at, ok := f.anchors[l.anchor]
			if !ok {
				continue
			}
			l.ToPage, l.ToY, l.anchor = at.Page, at.Y, ""
			o = l
		}
		if o != nil {
			out = append(out, o)
		}
	}
	return out
}
