package einvoice

import (
	"encoding/xml"
	"fmt"
)

// read is what is read back of an electronic invoice: texts as they stand in
// the file. It is an own reader, so that what the library wrote is not judged
// by the library alone.
type read struct {
	Guideline string     `xml:"ExchangedDocumentContext>GuidelineSpecifiedDocumentContextParameter>ID"`
	Number    string     `xml:"ExchangedDocument>ID"`
	Kind      string     `xml:"ExchangedDocument>TypeCode"`
	IssuedOn  string     `xml:"ExchangedDocument>IssueDateTime>DateTimeString"`
	Lines     []readLine `xml:"SupplyChainTradeTransaction>IncludedSupplyChainTradeLineItem"`
	Agreement struct {
		Seller string `xml:"SellerTradeParty>Name"`
		Buyer  string `xml:"BuyerTradeParty>Name"`
	} `xml:"SupplyChainTradeTransaction>ApplicableHeaderTradeAgreement"`
	Settlement struct {
		Currency  string    `xml:"InvoiceCurrencyCode"`
		IBAN      string    `xml:"SpecifiedTradeSettlementPaymentMeans>PayeePartyCreditorFinancialAccount>IBANID"`
		Taxes     []readTax `xml:"ApplicableTradeTax"`
		Allowance []struct {
			Amount   string `xml:"ActualAmount"`
			Category string `xml:"CategoryTradeTax>CategoryCode"`
			Rate     string `xml:"CategoryTradeTax>RateApplicablePercent"`
		} `xml:"SpecifiedTradeAllowanceCharge"`
		DueOn  string `xml:"SpecifiedTradePaymentTerms>DueDateDateTime>DateTimeString"`
		Totals struct {
			Lines    string      `xml:"LineTotalAmount"`
			Discount string      `xml:"AllowanceTotalAmount"`
			Net      string      `xml:"TaxBasisTotalAmount"`
			VAT      []readMoney `xml:"TaxTotalAmount"`
			Gross    string      `xml:"GrandTotalAmount"`
			Due      string      `xml:"DuePayableAmount"`
		} `xml:"SpecifiedTradeSettlementHeaderMonetarySummation"`
		Preceding []struct {
			Number string `xml:"IssuerAssignedID"`
			On     string `xml:"FormattedIssueDateTime>DateTimeString"`
		} `xml:"InvoiceReferencedDocument"`
	} `xml:"SupplyChainTradeTransaction>ApplicableHeaderTradeSettlement"`
}

type readLine struct {
	No       string `xml:"AssociatedDocumentLineDocument>LineID"`
	Name     string `xml:"SpecifiedTradeProduct>Name"`
	Quantity struct {
		Unit   string `xml:"unitCode,attr"`
		Number string `xml:",chardata"`
	} `xml:"SpecifiedLineTradeDelivery>BilledQuantity"`
	Price    string `xml:"SpecifiedLineTradeAgreement>NetPriceProductTradePrice>ChargeAmount"`
	Category string `xml:"SpecifiedLineTradeSettlement>ApplicableTradeTax>CategoryCode"`
	Rate     string `xml:"SpecifiedLineTradeSettlement>ApplicableTradeTax>RateApplicablePercent"`
	Net      string `xml:"SpecifiedLineTradeSettlement>SpecifiedTradeSettlementLineMonetarySummation>LineTotalAmount"`
}

type readTax struct {
	Category string `xml:"CategoryCode"`
	Rate     string `xml:"RateApplicablePercent"`
	Base     string `xml:"BasisAmount"`
	VAT      string `xml:"CalculatedAmount"`
}

type readMoney struct {
	Currency string `xml:"currencyID,attr"`
	Amount   string `xml:",chardata"`
}

func readXML(b []byte) (*read, error) {
	r := &read{}
	if err := xml.Unmarshal(b, r); err != nil {
		return nil, fmt.Errorf("reading the electronic invoice again: %w", err)
	}
	return r, nil
}
