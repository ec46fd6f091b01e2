package hours

import (
	"math"
	"time"

	"regie/clients/civil"
	"regie/clients/money"
)

// Holidays tells whether a day is a public holiday in a country (ISO 3166-1
// alpha-2).
type Holidays func(country string, on civil.Date) bool

// Forecast is what a month will have used at its end, in minutes, with a range
// of one standard deviation.
type Forecast struct{ Used, Low, High int64 }

const (
	forecastDays = 10
	forecastMin  = 3
	// lookBack is how many days before today may hold ten working days, a
	// fortnight of holidays and weekends included.
	lookBack = 31
)

// forecastFrom is where the days begin that a forecast made today looks at.
func forecastFrom(today civil.Date) civil.Date { return today.AddDays(-lookBack) }

// makeForecast expects as much a working day as the last ten working days
// before today brought, from the contract's start on: used + mean × working
// days left after today; the range is ± one (population) standard deviation,
// the mean not below 0. Fewer than three such days give nil. In a month gone by
// all three are what was used.
func makeForecast(m civil.Month, today, from civil.Date, used int64, byDay map[civil.Date]int64, isHoliday func(civil.Date) bool) *Forecast {
	if m.Last().Before(today) {
		return &Forecast{used, used, used}
	}
	var days []int64
	earliest := forecastFrom(today)
	if from.After(earliest) {
		earliest = from
	}
	for d := today.AddDays(-1); !d.Before(earliest) && len(days) < forecastDays; d = d.AddDays(-1) {
		if working(d, isHoliday) {
			days = append(days, byDay[d])
		}
	}
	if len(days) < forecastMin {
		return nil
	}
	left := civil.Range{From: today.AddDays(1), To: m.Last()}
	if m.First().After(today) {
		left.From = m.First()
	}
	n := int64(civil.WorkingDays(left, isHoliday))
	var sum, squares int64
	for _, d := range days {
		sum += d
		squares += d * d
	}
	count := int64(len(days))
	deviation := math.Sqrt(float64(count*squares-sum*sum)) / float64(count)
	mean := float64(sum) / float64(count)
	at := func(perDay float64) int64 { return used + int64(math.Floor(max(0, perDay)*float64(n)+0.5)) }
	return &Forecast{
		Used: used + money.RoundHalfUp(sum*n, count),
		Low:  at(mean - deviation),
		High: at(mean + deviation),
	}
}

func working(d civil.Date, isHoliday func(civil.Date) bool) bool {
	wd := d.Weekday()
	return wd != time.Saturday && wd != time.Sunday && (isHoliday == nil || !isHoliday(d))
}

// pace is used % ÷ elapsed % in hundredths (100 = on schedule): calendar days
// gone, today included. It is nil where nothing is available or no day is gone.
func pace(m civil.Month, today civil.Date, used, available int64) *int64 {
	gone := int64(today.Day)
	switch {
	case m.Last().Before(today):
		gone = int64(m.Days())
	case m.First().After(today):
		gone = 0
	}
	if available <= 0 || gone == 0 {
		return nil
	}
	pace := money.MulDiv(used*int64(m.Days()), 100, available*gone)
	return &pace
}

// Tone is the colour of a gauge.
type Tone string

// Tones.
const (
	ToneOK   Tone = "ok"
	ToneWarn Tone = "warn"
	ToneBad  Tone = "bad"
)

// GaugeTone gives the colour of every gauge of hours or money: bad from 90 %,
// or when the forecast passes 100 %, warn from 75 %, ok below. forecast is nil
// when there is none. Any use of an empty plan is bad.
func GaugeTone(used, planned int64, forecast *int64) Tone {
	const bad, warn, full = 90, 75, 100
	reaches := func(percent int64) bool { return used > 0 && used*full >= planned*percent }
	switch {
	case reaches(bad), forecast != nil && *forecast > max(0, planned):
		return ToneBad
	case reaches(warn):
		return ToneWarn
	default:
		return ToneOK
	}
}
