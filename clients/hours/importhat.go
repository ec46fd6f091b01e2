package hours

import (
	"strings"

	"regie/clients"
	"regie/clients/fault"
	"regie/clients/sheet"
)

// hatWords find a hat in what other tools call a task, a word being enough.
var hatWords = []struct{ word, hat string }{
	{"moderation", "moderator"},
	{"communaut", "moderator"},
	{"community", "moderator"},
	{"supervision", "supervision"},
	{"relecture", "supervision"},
	{"review", "supervision"},
	{"redaction", "writer"},
	{"writing", "writer"},
	{"contenu", "writer"},
	{"content", "writer"},
	{"article", "writer"},
	{"copy", "writer"},
	{"video", "producer"},
	{"montage", "producer"},
	{"design", "producer"},
	{"photo", "producer"},
	{"visuel", "producer"},
	{"graphi", "producer"},
	{"report", "analyst"},
	{"mesure", "analyst"},
	{"analy", "analyst"},
	{"statisti", "analyst"},
	{"metric", "analyst"},
	{"veille", "watch"},
	{"watch", "watch"},
	{"curation", "watch"},
	{"research", "watch"},
	{"support", "care"},
	{"reponse", "care"},
	{"relation client", "care"},
	{"care", "care"},
	{"message", "care"},
	{"publicit", "funnel"},
	{"ads", "funnel"},
	{"acquisition", "funnel"},
	{"funnel", "funnel"},
	{"reunion", "strategy"},
	{"meeting", "strategy"},
	{"strateg", "strategy"},
	{"call", "strategy"},
	{"campagne", "coordinator"},
	{"campaign", "coordinator"},
	{"coordination", "coordinator"},
	{"gestion", "coordinator"},
	{"project", "coordinator"},
}

// defaultHat is worn where a file says nothing of the kind of work.
const defaultHat = "coordinator"

// hat finds the kind of work: by key or label, by a name mapped, by a word of
// the task, else the one meant for the whole import.
func (r *reader) hat(b *sheet.Binding, row sheet.Row, in *ImportFile, e *Entry) *fault.Error {
	task := b.Text(row, sheet.FieldTask)
	if in.Source == SourceRegie {
		task = b.Text(row, FieldHat)
	}
	name := clients.Fold(task)
	if hat, ok := r.names.Hats[name]; ok && name != "" {
		e.Hat = hat
		return nil
	}
	for key, h := range r.desk.hats {
		if name != "" && (name == key || name == clients.Fold(h.NameFR) || name == clients.Fold(h.NameEN)) {
			e.Hat = key
			return nil
		}
	}
	if in.Source == SourceRegie {
		return fault.New("hat_unknown", "value", task).At("hat")
	}
	if e.Note == "" {
		e.Note = cleanNote(task)
	}
	if e.Hat = r.plan.options.Hat; e.Hat != "" {
		return nil
	}
	e.Hat = defaultHat
	for _, w := range hatWords {
		if _, ok := r.desk.hats[w.hat]; ok && strings.Contains(name, w.word) {
			e.Hat = w.hat
			break
		}
	}
	return nil
}

// kind is the contract's unless the file says that it is not billable.
func (r *reader) kind(b *sheet.Binding, row sheet.Row, c *clientDesk, e *Entry) *fault.Error {
	f := Form{Kind: Kind(b.Text(row, FieldKind)), Reason: armed(b.Text(row, FieldReason))}
	if billable, known := b.Bool(row, sheet.FieldBillable); known && !billable && f.Kind == "" {
		f.Kind, f.Reason = Free, "Non facturable"
		if r.desk.agency.Lang == "en" {
			f.Reason = "Not billable"
		}
	}
	err := r.s.kind(r.desk, c, f, e)
	if reason, ok := fault.As(err); ok {
		return reason
	}
	return nil
}
