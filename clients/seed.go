package clients

import (
	"context"

	"regie/clients/money"
)

// DefaultColor is the brand colour of who has not chosen one.
const DefaultColor = "#24527A"

// InternalKey is the key of the agency's own workspace.
const InternalKey = "internal"

// shippedLevels and shippedHats are PRODUCT's keys and labels; their colours
// are those of the time sheet.
var shippedLevels = []Level{
	{Key: LevelSenior, NameFR: "Senior", NameEN: "Senior"},
	{Key: LevelJunior, NameFR: "Junior", NameEN: "Junior"},
	{Key: LevelAgency, NameFR: "Agence", NameEN: "Agency"},
	{Key: LevelIntern, NameFR: "Stagiaire", NameEN: "Intern"},
}

// Hats that rules speak of: of reviewing another's work, and of the agency's
// own time where no other is named.
const (
	HatSupervision = "supervision"
	HatCoordinator = "coordinator"
)

var shippedHats = []Hat{
	{Key: "writer", NameFR: "Rédaction", NameEN: "Writing", Color: "#24527A"},
	{Key: "producer", NameFR: "Multimédia", NameEN: "Multimedia", Color: "#7C3AED"},
	{Key: "analyst", NameFR: "Mesure", NameEN: "Metrics", Color: "#BE185D"},
	{Key: "watch", NameFR: "Veille", NameEN: "News watch", Color: "#B86E00"},
	{Key: "care", NameFR: "Relation client", NameEN: "Customer care", Color: "#2E7D4F"},
	{Key: "moderator", NameFR: "Modération et animation", NameEN: "Moderation and community", Color: "#0F766E"},
	{Key: "funnel", NameFR: "Acquisition", NameEN: "Acquisition", Color: "#1D4ED8"},
	{Key: HatCoordinator, NameFR: "Coordination", NameEN: "Coordination", Color: "#4D7C0F"},
	{Key: "strategy", NameFR: "Stratégie et réunions", NameEN: "Strategy and meetings", Color: "#C2410C"},
	{Key: HatSupervision, NameFR: "Supervision", NameEN: "Supervision", Color: "#6B7280"},
}

// FullTimeMinutes is the default full time of a month: 35 h × 52 ÷ 12.
const FullTimeMinutes = 9100

// IdleMinutes is the default absence after which a running timer asks.
const IdleMinutes = 15

// Seed fills a folder that was never opened, in one act that cannot be undone:
// the agency with sensible defaults in lang ("fr" or "en"), the shipped levels
// and hats, and the agency's own workspace. Where there is an agency already
// it does nothing.
func (s *Service) Seed(ctx context.Context, lang string) error {
	if _, ok, err := s.keep.Agency(ctx); err != nil || ok {
		return err
	}
	ctx = Doing(ctx, Act{Kind: "agency.start", Final: true})
	return s.keep.Tx(ctx, func(ctx context.Context) error {
		// Another program may have come first.
		if _, ok, err := s.keep.Agency(ctx); err != nil || ok {
			return err
		}
		return s.seed(ctx, lang)
	})
}

func (s *Service) seed(ctx context.Context, lang string) error {
	if lang != "en" {
		lang = "fr"
	}
	a := Agency{
		Identity: Identity{Country: "FR"}, Zone: "Europe/Paris", Currency: money.EUR,
		Lang: lang, Color: DefaultColor, FullTimeMinutes: FullTimeMinutes, Overlap: OverlapWarn, IdleMinutes: IdleMinutes,
	}
	own := Client{
		ID: s.newID(), Key: InternalKey, Name: "Interne", Internal: true, Position: -1,
		Lang: lang, Currency: a.Currency, Zone: a.Zone, Identity: Identity{Country: a.Country}, Circuit: CircuitNone,
		Brand: Brand{Primary: "#6B7280", AddressForm: "vous"},
	}
	if a.Name = "Mon agence"; lang == "en" {
		a.Name, own.Name = "My agency", "Internal"
	}
	if err := s.keep.SaveAgency(ctx, a); err != nil {
		return err
	}
	for i, l := range shippedLevels {
		l.Position, l.Shipped = i, true
		if err := s.keep.SaveLevel(ctx, l); err != nil {
			return err
		}
	}
	for i, h := range shippedHats {
		h.Position, h.Shipped = i, true
		if err := s.keep.SaveHat(ctx, h); err != nil {
			return err
		}
	}
	return s.keep.SaveClient(ctx, own)
}
