package invoicing

import (
	"context"

	"fyne.io/fyne/v2"

	"regie/assets/icons"
	"regie/clients"
	"regie/clients/billing"
	"regie/clients/civil"
	"regie/clients/fault"
	"regie/clients/money"
	"regie/gui/screen"
	"regie/gui/theme"
	"regie/gui/widgets"
	"regie/gui/work"
)

// issue asks in the client's name: it cannot be undone.
func (v *view) issue() {
	p, d := v.host.Printer(), v.detail.doc
	text := p.T("invoicing.issue_text_"+string(d.Kind), "client", d.Buyer.PrintedName(), "total", money.Of(d.Totals.Gross, d.Currency))
	if n := len(d.Entries()); n > 0 && d.Kind != billing.Statement {
		text += "\n" + p.N("invoicing.issue_locks", n)
	}
	v.host.Confirm(screen.Confirm{
		Client: v.client, Title: p.T("invoicing.issue_title_" + string(d.Kind)), Text: text, Action: p.T("invoicing.issue"), Final: true,
		Do: func() {
			work.Load(v.work, "", func(ctx context.Context) (billing.Document, error) {
				return v.deps.Billing.Issue(ctx, string(d.ID), civil.Date{})
			}, v.host.Fail, func(d billing.Document) {
				v.notes = nil
				v.saidFinal(p.T("invoicing.issued_as", "document", name(p, d), "state", d.StateName(p)))
			})
		},
	})
}

// answer records what somebody at the client said of an issued document.
type answer func(ctx context.Context, number, by string, on civil.Date, note string) error

// follow opens a form of somebody's answer on a day, and records it.
// read gives the act once the form's own fields are read.
func (v *view) follow(title, who, done string, also []fyne.CanvasObject, read func() (answer, error)) {
	p, d := v.host.Printer(), v.detail.doc
	by := widgets.NewTextField("by", p.T(who))
	on := widgets.NewDateField(p, "on", p.T("common.date"), v.host.Today())
	on.SetDate(v.host.Today())
	note := widgets.NewTextField("note", p.T("common.note"))
	widgets.NewForm(v.host, p.T(title), func() (func(context.Context) error, error) {
		day, err := on.Date()
		if err != nil {
			return nil, fault.Beside(err, "on")
		}
		act, err := read()
		if err != nil {
			return nil, err
		}
		name, more := by.Text(), note.Text()
		return func(ctx context.Context) error { return act(ctx, d.Number, name, day, more) }, nil
	}, func() { v.said(done) }, append([]fyne.CanvasObject{by, on, note}, also...)...).Accent(v.client.Color).Show()
}

func (v *view) sign() {
	v.follow("invoicing.sign", "invoicing.signed_by", "invoicing.signed", nil, func() (answer, error) {
		return func(ctx context.Context, number, by string, on civil.Date, note string) error {
			_, err := v.deps.Billing.Sign(ctx, number, by, on, note)
			return err
		}, nil
	})
}

func (v *view) refuse() {
	v.follow("invoicing.refuse", "invoicing.decided_by", "invoicing.refused", nil, func() (answer, error) {
		return func(ctx context.Context, number, by string, on civil.Date, note string) error {
			_, err := v.deps.Billing.Refuse(ctx, number, by, on, note)
			return err
		}, nil
	})
}

// pay records a payment, of all that is due when nothing else is typed.
func (v *view) pay() {
	p, d := v.host.Printer(), v.detail.doc
	amount := widgets.NewMoneyField(p, "amount", p.T("invoicing.amount"), d.Currency)
	amount.SetAmount(money.Of(d.DueMinor(), d.Currency))
	on := widgets.NewDateField(p, "on", p.T("common.date"), v.host.Today())
	on.SetDate(v.host.Today())
	method := widgets.NewTextField("method", p.T("invoicing.method")).SetPlaceHolder(p.T("invoicing.method_example"))
	widgets.NewForm(v.host, p.T("invoicing.pay_title", "number", d.Number), func() (func(context.Context) error, error) {
		a, err := amount.Amount()
		if err != nil {
			return nil, fault.Beside(err, "amount")
		}
		if a.Currency == "" {
			a.Currency = d.Currency
		}
		day, err := on.Date()
		if err != nil {
			return nil, fault.Beside(err, "on")
		}
		way := method.Text()
		return func(ctx context.Context) error {
			_, err := v.deps.Billing.Pay(ctx, d.Number, a, day, way, "")
			return err
		}, nil
	}, func() { v.said("invoicing.paid") }, amount, on, method).Accent(v.client.Color).Show()
}

// remind shows the next reminder, ready to be copied, and records it as sent.
func (v *view) remind() {
	p, d := v.host.Printer(), v.detail.doc
	step := 1
	for _, e := range v.detail.events {
		if e.Kind == billing.EventReminder {
			step = min(3, step+1)
		}
	}
	work.Load(v.work, "reminder", func(ctx context.Context) (billing.Message, error) {
		return v.deps.Billing.Reminder(ctx, d.Number, step, civil.Date{})
	}, v.host.Fail, func(m billing.Message) {
		copied := widgets.NewButton(p.T("invoicing.copy_mail"), icons.Copy, func() {
			fyne.CurrentApp().Clipboard().SetContent(m.Subject + "\n\n" + m.Body)
			v.host.Toast(p.T("invoicing.copied"), nil)
		})
		widgets.NewForm(v.host, p.T("invoicing.remind_title", "step", step), func() (func(context.Context) error, error) {
			return func(ctx context.Context) error {
				_, err := v.deps.Billing.Remind(ctx, d.Number, step, civil.Date{})
				return err
			}, nil
		}, func() { v.said("invoicing.reminded") }, widgets.Strong(m.Subject).Ellipsis(), widgets.NewParagraph(m.Body), widgets.HBox(theme.Space8, copied)).
			Accent(v.client.Color).SaveLabel(p.T("invoicing.remind_done")).Show()
	})
}

// export asks in the client's name, then where to, and writes the file whole
// or not at all.
func (v *view) export(kind billing.FileKind) {
	p, d := v.host.Printer(), v.detail.doc
	body := p.T("invoicing.export_text", "client", v.client.Name, "name", name(p, d))
	if !d.Issued() {
		body += "\n" + p.T("invoicing.export_draft")
	}
	v.host.Confirm(screen.Confirm{
		Client: v.client, Title: p.T("invoicing.export_title", "name", name(p, d)), Text: body, Action: p.T("common.export"),
		Do: func() { v.askWhere(d, kind) },
	})
}

func (v *view) askWhere(d billing.Document, kind billing.FileKind) {
	stem := d.Number
	if !d.Issued() {
		stem = v.host.Printer().T("billing.state_draft")
	}
	widgets.AskSave(v.host, clients.SafeFileName(v.client.Name+"_"+stem)+"."+string(kind), func(path string) { v.save(d, kind, path) })
}

func (v *view) save(d billing.Document, kind billing.FileKind, path string) {
	work.Act(v.work, "save", func(ctx context.Context) error {
		_, content, err := v.deps.Billing.File(ctx, string(d.ID), kind)
		if err != nil {
			return err
		}
		return v.deps.Save(path, content)
	}, v.host.Fail, func() { v.host.Toast(v.host.Printer().T("invoicing.exported", "file", path), nil) })
}
