package theme

// Sizes in Fyne's scaled pixels; the window's scale (100 to 200 %) is applied
// below them by the toolkit.
const (
	TextCaption float32 = 11 // captions, chips, column heads
	TextBody    float32 = 13 // everything that is read
	TextPanel   float32 = 15 // titles of panels
	TextTitle   float32 = 19 // title of a page
	TextFigure  float32 = 25 // the figure of a card

	Space4  float32 = 4  // between a sign and its word
	Space8  float32 = 8  // between related things
	Space12 float32 = 12 // between controls
	Space16 float32 = 16 // inside cards, between cards
	Space24 float32 = 24 // page margins

	RadiusControl float32 = 8  // buttons, fields
	RadiusCard    float32 = 12 // cards, dialogs
	RadiusChip    float32 = 5  // chips of the month grid

	Hairline      float32 = 1   // borders and rules
	ControlHeight float32 = 34  // buttons and fields on one line
	RowHeight     float32 = 40  // rows of tables
	RailWidth     float32 = 228 // the open rail
	RailFolded    float32 = 56  // the folded rail
	HeaderHeight  float32 = 61  // header above the tabs
	TabsHeight    float32 = 40  // tabs of a client
	TimerHeight   float32 = 48  // timer bar
	AccentEdge    float32 = 3   // the client's colour above the header
)
