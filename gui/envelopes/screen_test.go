package envelopes

import (
	"bytes"
	"context"
	"errors"
	"io"
	"testing"
	"time"

	"fyne.io/fyne/v2/test"

	"regie/assets/text"
	"regie/clients/budget"
	"regie/clients/calendar"
	"regie/clients/civil"
	"regie/clients/fault"
	"regie/clients/money"
	"regie/gui/screen"
	"regie/gui/stage"
)

var testNow = time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)

// Ensure a receipt is chosen, kept by its content, read back and taken away
// again, and that a file of another kind is refused at its field.
func TestAnExpenseKeepsItsReceipt(t *testing.T) {
	h := stage.Open(t, func() time.Time { return testNow })
	ctx, kivu := h.Ctx, h.Kivu
	books := budget.New(h.Store.Budget(), h.Clients, h.Now, h.Store.NewID)
	month := civil.NewMonth(2026, 11)
	line, _, err := books.SetLine(ctx, kivu.ID, budget.PlanForm{Kind: budget.Ads, Days: month.Range(), Planned: money.Of(90000, "EUR")})
	h.Must(err)

	var v *view
	saved := map[string][]byte{}
	shell := h.Tab(screen.TabBudget, func(host screen.Host) screen.Screen {
		v = newView(Deps{
			Budget: books, Media: h.Clients.Media, Bus: h.Store.Bus(),
			Save: func(path string, content []byte) error { saved[path] = content; return nil },
		}, host)
		return v
	})
	shell.Go(screen.Route{Page: screen.PageClient, Client: "kivu", Tab: screen.TabBudget, Month: month})

	file := func(content []byte) func() (io.ReadCloser, error) {
		return func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(content)), nil }
	}
	pdf := []byte("%PDF-1.7 reçu")
	f := v.moveFields(budget.Spend, nil)
	f.receipt.read("notes.txt", file([]byte("bonjour")))
	if f.receipt.field.Refusal() == "" || f.receipt.fresh != nil {
		t.Error("a text was taken as a receipt")
	}
	f.receipt.read("recu.pdf", file(pdf))
	if f.receipt.field.Refusal() != "" || f.receipt.field.Chosen() != "recu.pdf" {
		t.Errorf("chosen %q, refused %q", f.receipt.field.Chosen(), f.receipt.field.Refusal())
	}
	f.label.SetText("Affiches")
	f.amount.SetAmount(money.Of(5000, "EUR"))
	mf, err := f.read()
	h.Must(err)
	h.Must(v.saveMove(ctx, kivu.ID, budget.Spend, nil, mf))
	moves, err := books.Movements(ctx, kivu.ID, month.Range())
	h.Must(err)
	if len(moves) != 1 || moves[0].Receipt == "" || moves[0].Line != line.ID {
		t.Fatalf("kept %+v", moves)
	}

	// The expense of an order is filled in from it, and settles it.
	order, _, err := books.Commit(ctx, kivu.ID, budget.MoveForm{Line: line.ID, On: month.First(), Label: "Voix off", Supplier: "Studio", Amount: money.Of(12_000, "EUR"), Rebillable: true})
	h.Must(err)
	shell.Go(screen.Route{Page: screen.PageClient, Client: "kivu", Tab: screen.TabBudget, Month: month})
	paid := v.moveFields(budget.Spend, nil)
	v.listen(paid, true)
	if !paid.rate.Hidden || !paid.partial.Hidden {
		t.Error("a rate or a part is asked without need")
	}
	paid.of.Choose(string(order.ID))
	v.settling(paid)
	if mf, err := paid.read(); err != nil || mf.Label != "Voix off" || mf.Supplier != "Studio" || mf.Amount.Minor != 12_000 || !mf.Rebillable || paid.partial.Hidden {
		t.Errorf("from the order: %+v, %v", mf, err)
	}
	paid.amount.SetAmount(money.Of(12_000, "USD"))
	paid.amount.OnChanged(money.Of(12_000, "USD"))
	if paid.rate.Hidden {
		t.Error("no rate is asked for dollars")
	}
	_, err = books.RemoveMovement(ctx, kivu.ID, order.ID)
	h.Must(err)

	// Saving unchanged keeps the file; taking it away takes it from the expense.
	f = v.moveFields(budget.Spend, &moves[0])
	content, err := h.Clients.Media(ctx, f.receipt.kept)
	h.Must(err)
	v.saveReceipt("/tmp/recu.pdf", content)
	if !bytes.Equal(saved["/tmp/recu.pdf"], pdf) {
		t.Errorf("saved %q", saved["/tmp/recu.pdf"])
	}
	for _, away := range []bool{false, true} {
		if away {
			f.receipt.remove()
		}
		mf, err = f.read()
		h.Must(err)
		h.Must(v.saveMove(ctx, kivu.ID, budget.Spend, &moves[0], mf))
		m, err := books.Movements(ctx, kivu.ID, month.Range())
		h.Must(err)
		if (m[0].Receipt == "") != away {
			t.Errorf("taken away %v, kept %q", away, m[0].Receipt)
		}
	}
}

// heard is a host that keeps what it was told.
type heard struct {
	screen.Host
	said, done []string
}

func (h *heard) Toast(words string, _ func(context.Context) error) { h.said = append(h.said, words) }

func (h *heard) Done(words string) { h.done = append(h.done, words) }

// Ensure taking last month's lines over a second time says that nothing was
// done, and offers no undo that would take back another act.
func TestCopyingNothingClaimsNothing(t *testing.T) {
	h := stage.Open(t, func() time.Time { return testNow })
	books := budget.New(h.Store.Budget(), h.Clients, h.Now, h.Store.NewID)
	month := civil.NewMonth(2026, 11)
	_, _, err := books.SetLine(h.Ctx, h.Kivu.ID, budget.PlanForm{Kind: budget.Ads, Days: month.Add(-1).Range(), Planned: money.Of(90000, "EUR")})
	h.Must(err)
	var v *view
	host := &heard{}
	h.Tab(screen.TabBudget, func(on screen.Host) screen.Screen {
		host.Host = on
		v = newView(Deps{Budget: books, Media: h.Clients.Media, Bus: h.Store.Bus()}, host)
		return v
	}).Go(screen.Route{Page: screen.PageClient, Client: "kivu", Tab: screen.TabBudget, Month: month})
	v.copyLast()
	if len(host.done) != 1 || len(host.said) != 0 {
		t.Fatalf("copied once: done %q, said %q", host.done, host.said)
	}
	v.copyLast()
	if len(host.done) != 1 || len(host.said) != 1 {
		t.Errorf("copied twice: done %q, said %q", host.done, host.said)
	}
}

// Ensure a file that cannot be opened or is too large is refused, and names it.
func TestReceiptsThatCannotBeRead(t *testing.T) {
	_, err := readReceipt("a.pdf", func() (io.ReadCloser, error) { return nil, errors.New("no") })
	if !fault.Is(err, "file_unreadable") {
		t.Errorf("got %v", err)
	}
	_, err = readReceipt("b.pdf", func() (io.ReadCloser, error) {
		return io.NopCloser(io.MultiReader(bytes.NewReader([]byte("%PDF-")), bytes.NewReader(make([]byte, budget.MaxReceipt)))), nil
	})
	if !fault.Is(err, "budget_receipt_large") {
		t.Errorf("got %v", err)
	}
}

// Ensure a new line of a campaign takes its days when asked, and a known one
// keeps its own.
func TestALineOfACampaign(t *testing.T) {
	test.NewTempApp(t)
	month := civil.NewMonth(2026, 11)
	days := civil.Range{From: civil.NewDate(2026, 11, 10), To: civil.NewDate(2027, 1, 6)}
	list := []calendar.Campaign{{ID: "noel", Name: "Noël", From: days.From, Until: days.To}}
	for _, tt := range []struct {
		fresh, whole bool
		want         civil.Range
	}{{true, false, month.Range()}, {true, true, days}, {false, true, civil.Range{}}} {
		made := newChoice(text.For(text.FR), list, budget.PlanForm{Campaign: "noel"}, tt.fresh)
		made.whole.SetOn(tt.whole)
		var f budget.PlanForm
		made.put(&f, month)
		if f.Campaign != "noel" || f.Days != tt.want {
			t.Errorf("%+v: %+v", tt, f)
		}
	}
}

// Ensure the header names the quarter or the year on screen.
func TestPeriodNames(t *testing.T) {
	p, m := text.For(text.FR), civil.NewMonth(2026, 11)
	if q, y := periodName(p, byQuarter, m), periodName(p, byYear, m); q != "T4 2026" || y != "2026" {
		t.Errorf("%q, %q", q, y)
	}
	if q := periodName(p, byQuarter, civil.NewMonth(2026, 3)); q != "T1 2026" {
		t.Errorf("%q", q)
	}
}
