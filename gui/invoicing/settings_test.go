package invoicing

import (
	"reflect"
	"testing"

	"fyne.io/fyne/v2/test"

	"regie/assets/text"
	"regie/clients/billing"
	"regie/clients/fault"
	"regie/clients/money"
)

// Ensure a client's terms are read back as they are shown, none of them lost.
func TestTermsAreReadBack(t *testing.T) {
	test.NewTempApp(t)
	p := text.For(text.FR)
	days, rate := 45, money.Rate(550)
	for name, want := range map[string]billing.Terms{
		"none": {GroupBy: billing.GroupHat},
		"all": {
			PaymentDays: &days, Regime: billing.ReverseCharge, Rate: &rate, Reference: "S1", Order: "BC-1", Registers: "RCCM 1", Account: "411K",
			GroupBy: billing.GroupDay, Delivery: &billing.Address{Name: "Boutique", Street: "3 rue Neuve", Postcode: "13001", City: "Marseille", Country: "FR"},
		},
	} {
		put, err := newTerms(p, want).read()
		if err != nil {
			t.Fatal(err)
		}
		var got billing.Terms
		put(&got)
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %+v, not %+v", name, got, want)
		}
	}
	f := newTerms(p, billing.Terms{})
	f.vat.SetText("vingt")
	if _, err := f.read(); !fault.Is(err, "vat_rate_invalid") {
		t.Errorf("a rate in words: %v", err)
	}
}
