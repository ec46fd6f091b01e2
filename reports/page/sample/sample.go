// Package sample builds the documents that tests and benchmarks lay out and
// people look at: a monthly report with every kind of block, in French, with
// emoji, Arabic, Lingala and signs.
package sample

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"math"

	"regie/reports/page"
)

// Primary is the colour of the sample's client.
var Primary = page.Hex("#C2410C")

// Setup is the set-up of the sample.
func Setup() page.Setup {
	th := page.NewTheme(Primary, page.Color{})
	return page.Setup{
		Title: "Rapport mensuel · octobre 2026 · Kivu Maison", Author: "Agence Pixel & Co",
		Subject: "Communautés, contenus et heures", Lang: "fr", Theme: th,
		Header: page.RunningHead("Kivu Maison", "Rapport mensuel · octobre 2026", th),
		Footer: page.RunningFoot("Agence Pixel & Co", "Version 1 · données au 3 nov. 2026", th),
	}
}

// Report is a report of about a dozen pages.
func Report() []page.Block {
	var out []page.Block
	out = append(out, cover())
	out = append(out, synthesis()...)
	out = append(out, objectives()...)
	out = append(out, network("Instagram")...)
	out = append(out, produced()...)
	out = append(out, texts()...)
	out = append(out, calendar(60)...)
	return out
}

func cover() page.Block {
	return page.Cover{
		Kicker: "Rapport mensuel", Title: "Octobre 2026", Initials: "KM",
		Subtitle: "Communautés, contenus et heures de Kivu Maison",
		Facts: []page.Fact{
			{Label: "PRÉPARÉ POUR", Lines: []page.Span{{Text: "Aline K., directrice commerciale", Bold: true}, {Text: "et le comité de validation"}}},
			{Label: "PRÉPARÉ PAR", Lines: []page.Span{{Text: "Agence Pixel & Co", Bold: true}, {Text: "Grâce M., Paul D."}}},
			{Label: "DONNÉES", Lines: []page.Span{{Text: "4 réseaux, 31 publications, 212 messages"}, {Text: "exports du 3 novembre 2026"}}},
			{Label: "VERSION", Lines: []page.Span{{Text: "1, émise le 4 novembre 2026"}, {Text: "empreinte 7f3a…c21e", Color: page.Hex("#6B7280")}}},
		},
	}
}

func synthesis() []page.Block {
	return []page.Block{
		page.Heading{Level: 1, Text: "Synthèse du mois", NewPage: true},
		page.Paragraph{Spans: page.Marked("Octobre confirme l’élan de la rentrée : la portée progresse de **18 %** et le jeu-concours « Recettes du lac » a rassemblé **412 participants**. Le délai moyen de réponse passe sous les deux heures pour la première fois.")},
		page.KPIs{Items: []page.KPI{
			{Label: "Portée", Value: "184 300", Delta: "18,2 % vs sept.", Trend: page.Up, Mood: page.Good, Note: "objectif 170 000 · atteint"},
			{Label: "Engagement", Value: "4,7 %", Delta: "0,6 pt", Trend: page.Up, Mood: page.Good, Note: "objectif 4,5 % · atteint"},
			{Label: "Abonnés", Value: "21 480", Delta: "640", Trend: page.Up, Mood: page.Good, Note: "objectif 22 000 · 98 %"},
			{Label: "Réponse", Value: "1 h 52", Delta: "24 min", Trend: page.Down, Mood: page.Good, Note: "objectif 2 h · atteint"},
		}},
		page.Columns{
			Title: "Portée par réseau, septembre et octobre", Labels: []string{"Facebook", "Instagram", "LinkedIn", "YouTube"},
			Series: []page.Series{
				{Name: "septembre", Values: []float64{62000, 78400, 24000, 16000}, Color: page.Tint(Primary, 0.32)},
				{Name: "octobre", Values: []float64{74000, 94120, 31000, page.Unknown()}, Color: Primary},
			},
			Format: func(v float64) string { return fmt.Sprintf("%.0f k", v/1000) },
		},
		page.Heading{Level: 2, Text: "Trois faits marquants"},
		page.List{Ordered: true, Items: [][]page.Span{
			page.Text("Le carrousel « Recettes du lac » signe la meilleure publication de l’année (9,1 % d’engagement)."),
			page.Text("Deux avis négatifs sur la livraison, relayés au service technique le 14 et résolus le 15."),
			page.Text("Concurrent suivi : Saveurs d’Afrique lance une offre d’abonnement (veille du 21)."),
		}},
		page.Gauges{Title: "Heures et budget", Rows: []page.Gauge{
			{Label: "Heures", Value: "30 h 05 sur 32 h", Part: 0.94, Color: page.Hex("#B86E00")},
			{Label: "Budget", Value: "1 920 € sur 2 400 €", Part: 0.8},
		}},
	}
}

func objectives() []page.Block {
	ok, warn, bad := page.Hex("#2E7D4F"), page.Hex("#B86E00"), page.Hex("#C0322B")
	return []page.Block{
		page.Heading{Level: 1, Text: "Objectifs et livrables", NewPage: true, Anchor: "objectifs"},
		page.Gauges{Title: "Trois objectifs sur cinq sont atteints ; les contacts transmis restent le point faible", Rows: []page.Gauge{
			{Label: "Portée mensuelle", Value: "184 300 / 170 000", Part: 1.08, Color: ok, Mark: page.Done},
			{Label: "Taux d’engagement", Value: "4,7 % / 4,5 %", Part: 1.04, Color: ok, Mark: page.Done},
			{Label: "Abonnés au 31 oct.", Value: "21 480 / 22 000", Part: 0.976, Color: warn, Mark: page.Attention},
			{Label: "Délai de réponse médian", Value: "1 h 52 / 2 h", Part: 1, Color: ok, Mark: page.Done},
			{Label: "Contacts transmis au magasin", Value: "32 / 50", Part: 0.64, Color: bad, Mark: page.Failed},
		}},
		page.Table{
			Title:   "Ce qui était promis, ce qui a été fait",
			Columns: []page.Column{{Title: "Livrable", Flex: 1}, {Title: "Promis", Align: page.Right}, {Title: "Fait", Align: page.Right}, {Title: "Écart", Align: page.Right, Width: 170}},
			Rows: []page.Row{
				page.Cells("Publications", "30", "31", "dont 1 offerte"),
				page.Cells("Stories", "20", "18", "2 reportées par le client"),
				page.Cells("Articles de blog", "2", "2", "✓"),
				page.Cells("Vidéos montées", "3", "3", "✓"),
				page.Cells("Newsletter", "1", "1", "✓"),
			},
		},
		page.Callout{Label: "Pourquoi.", Spans: page.Text("Les deux stories manquantes attendent les visuels du nouveau dépôt, demandés le 9 et le 16 octobre. Elles sont replacées les 5 et 7 novembre, sans coût.")},
		page.Columns{
			Title: "Délai d’accord du comité : 2,1 jours, contre 3,4 en septembre", Labels: []string{"mai", "juin", "juil.", "août", "sept.", "oct."},
			Series:    []page.Series{{Values: []float64{4.1, 3.9, 3.2, 3.6, 3.4, 2.1}, Texts: []string{"4,1 j", "3,9 j", "3,2 j", "3,6 j", "3,4 j", "2,1 j"}}},
			Highlight: true, Strong: 5, Height: 100,
		},
	}
}

// network is a section about one network.
func network(name string) []page.Block {
	oct, sept := make([]float64, 31), make([]float64, 31)
	days := make([]string, 31)
	for i := range oct {
		oct[i] = 2400 + 500*math.Sin(float64(i)*1.3) + float64(i)*35
		sept[i] = 2500 + 600*math.Cos(float64(i)*0.9)
		if i >= 12 && i <= 16 {
			oct[i] += 3400
		}
		days[i] = fmt.Sprint(i + 1)
	}
	sept[30] = page.Unknown()
	oct[20], oct[21] = page.Unknown(), page.Unknown()
	days[0], days[30] = "1er", "31 oct."
	pic := Picture(640, 400)
	return []page.Block{
		page.Heading{Level: 1, Text: name, NewPage: true},
		page.Lines{
			Title: "Le jeu-concours porte la portée à son plus haut niveau depuis mars", Labels: days,
			Series: []page.Series{{Name: "octobre", Values: oct}, {Name: "septembre", Values: sept}},
			Bands:  []page.Band{{From: 12, To: 16, Text: "jeu-concours, 13–17 oct."}},
			Format: func(v float64) string { return fmt.Sprintf("%.0f", v) },
		},
		page.Table{
			Columns: []page.Column{{Title: "Indicateur", Flex: 1}, {Title: "Octobre", Align: page.Right, Bold: true}, {Title: "Septembre", Align: page.Right}, {Title: "Évolution", Align: page.Right, Width: 90}, {Title: "Objectif", Align: page.Right}},
			Rows: []page.Row{
				{Cells: []page.Cell{{Text: "Comptes touchés"}, {Text: "94 120"}, {Text: "78 400"}, {Text: "▲ 20,1 %", Color: page.Hex("#2E7D4F")}, {Text: "85 000"}}},
				{Cells: []page.Cell{{Text: "Interactions"}, {Text: "5 212"}, {Text: "3 980"}, {Text: "▲ 31,0 %", Color: page.Hex("#2E7D4F")}, {Text: "—"}}},
				{Cells: []page.Cell{{Text: "Taux d’engagement (portée)"}, {Text: "5,5 %"}, {Text: "5,1 %"}, {Text: "▲ 0,4 pt", Color: page.Hex("#2E7D4F")}, {Text: "5 %"}}},
				{Cells: []page.Cell{{Text: "Clics vers la boutique"}, {Text: "—"}, {Text: "612"}, {Text: "pas de donnée", Color: page.Hex("#6B7280")}, {Text: "700"}}},
				{Cells: []page.Cell{{Text: "Abonnés", Mark: page.Attention}, {Text: "9 870"}, {Text: "9 412"}, {Text: "▼ −458", Color: page.Hex("#C0322B")}, {Text: "≥ 10 000"}}},
			},
		},
		page.Gallery{Title: "Meilleures publications", Items: []page.Shot{
			{Picture: pic, Title: "Recettes du lac (carrousel) 🍲", Caption: "9,1 % · 13 oct. · 2 h 10 de travail", Link: "https://example.org/p/1"},
			{Picture: Picture(300, 500), Title: "Reel « coulisses »", Caption: "6,4 % · 20 oct. · 3 h 00"},
			{Title: "Portrait de Mado", Caption: "5,9 % · 8 oct. · 0 h 50"},
		}},
		page.Callout{Label: "Lecture.", Spans: page.Text("Les carrousels de recettes rapportent deux fois plus d’interactions par heure de travail que les vidéos. Novembre en prévoit trois.")},
	}
}

func produced() []page.Block {
	return []page.Block{
		page.Heading{Level: 1, Text: "Ce que vos heures ont produit", NewPage: true},
		page.Bars{Title: "30 h 05 de travail : 31 publications, 212 messages traités, 5 212 interactions", Rows: []page.Bar{
			{Label: "Rédaction", Value: 672, Text: "11 h 12", Note: "31 publications", Color: page.Hex("#24527A")},
			{Label: "Modération", Value: 444, Text: "7 h 24", Note: "212 messages, 18 retirés", Color: page.Hex("#0F766E")},
			{Label: "Multimédia", Value: 360, Text: "6 h 00", Note: "3 vidéos, 9 visuels", Color: page.Hex("#7C3AED")},
			{Label: "Veille", Value: 138, Text: "2 h 18", Note: "9 notes, 3 idées", Color: page.Hex("#B86E00")},
			{Label: "Mesure", Value: 120, Text: "2 h 00", Note: "1 rapport", Color: page.Hex("#BE185D")},
			{Label: "Réunions", Value: 72, Text: "1 h 12", Note: "2 comités", Color: page.Hex("#6B7280")},
		}},
		page.Note("27 h 50 rattachées à un livrable, 2 h 15 non rattachées. Niveaux : senior 12 h 30, junior 14 h 35, vidéaste 3 h 00."),
		page.Stack{Title: "Le temps par niveau", Parts: []page.Part{
			{Label: "Junior", Value: 875, Text: "14 h 35"}, {Label: "Senior", Value: 750, Text: "12 h 30"}, {Label: "Vidéaste", Value: 180, Text: "3 h 00"},
		}},
		page.Table{
			Title:   "Budget d’octobre : 1 920 € engagés sur 2 400 €",
			Columns: []page.Column{{Title: "Poste", Flex: 1}, {Title: "Prévu", Align: page.Right, Width: 90}, {Title: "Engagé", Align: page.Right, Width: 90}, {Title: "Reste", Align: page.Right, Width: 90}},
			Rows: []page.Row{
				page.Cells("Publicité", "900,00 €", "620,00 €", "280,00 €"),
				page.Cells("Lots du jeu-concours", "300,00 €", "300,00 €", "0,00 €"),
				page.Cells("Production vidéo", "800,00 €", "850,00 €", "−50,00 €"),
				page.Cells("Outils", "400,00 €", "150,00 €", "250,00 €"),
				{Cells: page.Cells("Total", "2 400,00 €", "1 920,00 €", "480,00 €").Cells, Total: true},
			},
		},
		page.Split{
			Left:  []page.Block{page.Heading{Level: 3, Text: "Ce qui a marché"}, page.List{Items: [][]page.Span{page.Text("Les recettes filmées au marché"), page.Text("La réponse en lingala aux questions de livraison")}}},
			Right: []page.Block{page.Heading{Level: 3, Text: "À reprendre"}, page.List{Items: [][]page.Span{page.Text("Les horaires du dimanche"), {{Text: "Les objectifs", Link: "#objectifs"}, {Text: " de contacts, et "}, {Text: "le site", Link: "https://example.org/boutique"}}}}},
		},
	}
}

func texts() []page.Block {
	return []page.Block{
		page.Heading{Level: 1, Text: "Textes de toutes sortes 🎉"},
		page.Para("Emoji : 🥰 🎉 👍🏽 👩🏾‍🍳 🇨🇩 🇫🇷 1️⃣ ❤️ ⭐ 🫶 et signes → ✓ ☐ ★ ≤ ≥ ▲ ▼ ● ≠ ≈ −12 °C ; 1 234,50 € l’œuvre, cœur, ŋ."),
		page.Para("Lingala : Mbɔ́tɛ na bínó, tozalí awa mpɔ̂ na kosálisa bɛ́ngó. Swahili : Karibu sana, tunafurahi kuwaona ng’ombe."),
		page.Para("عربي: مرحبا بكم في متجر كيفو، الطلب رقم 412 وصل اليوم."),
		page.Para("Le client a écrit « مرحبا بالجميع » sous la publication du 13, puis « شكرا » le lendemain."),
		page.Para("𝗣𝗿𝗼𝗺𝗼 𝘥𝘶 𝘮𝘰𝘪𝘴 ! Ｆｕｌｌ ①②, 漢字, e\u0301te\u0301, \xff\xfe invalide, adresse : https://www.example.org/boutique/collections/automne-hiver-2026/manteaux?taille=42&couleur=terre-de-sienne&utm_source=newsletter"),
		page.Facts{Pairs: []page.Fact{
			{Label: "Engagement", Lines: page.Text("(réactions + commentaires + partages + enregistrements) ÷ portée")},
			{Label: "Croissance", Lines: page.Text("(fin − début) ÷ début ; « n. a. » quand le début vaut 0")},
		}},
	}
}

func calendar(n int) []page.Block {
	rows := make([]page.Row, 0, n)
	for i := range n {
		rows = append(rows, page.Cells(
			fmt.Sprintf("%02d/10", i%31+1), []string{"Instagram", "Facebook", "LinkedIn"}[i%3],
			fmt.Sprintf("Recette n° %d : le poisson du lac 🐟 et ses épices, à partager en famille", i+1),
			[]string{"publiée", "reportée", "annulée"}[i%7%3], fmt.Sprintf("%d,%d %%", i%9, i%10)))
	}
	return []page.Block{
		page.Heading{Level: 1, Text: "Le calendrier réalisé", NewPage: true},
		page.Table{
			Columns: []page.Column{{Title: "Date"}, {Title: "Réseau"}, {Title: "Publication", Flex: 1}, {Title: "État"}, {Title: "Taux", Align: page.Right}},
			Rows:    rows,
		},
	}
}

// Annex is one compact table of n rows and eight columns.
func Annex(n int) []page.Block {
	t := page.Table{Compact: true, Columns: []page.Column{
		{Title: "Date", Width: 52},
		{Title: "Début", Width: 34},
		{Title: "Fin", Width: 34},
		{Title: "Personne", Width: 62},
		{Title: "Casquette", Width: 70},
		{Title: "Note", Width: 112},
		{Title: "Durée", Width: 40, Align: page.Right},
		{Title: "Montant", Width: 46, Align: page.Right},
	}}
	for i := range n {
		t.Rows = append(t.Rows, page.Row{Cells: AnnexRow(i)})
	}
	return []page.Block{t}
}

// AnnexRow is row i of the annex.
func AnnexRow(i int) []page.Cell {
	return page.Cells(
		fmt.Sprintf("%02d/10/2026", i%31+1), fmt.Sprintf("%02d:15", i%12+8), fmt.Sprintf("%02d:45", i%12+8), "Grâce M.",
		[]string{"Rédaction", "Modération", "Veille"}[i%3], fmt.Sprintf("Commentaires, lot %d", i), fmt.Sprintf("%d h 30", i%9), fmt.Sprintf("%d,50", i%90),
	).Cells
}

// Picture is a drawn picture of a size in pixels.
func Picture(w, h int) *page.Picture {
	img := image.NewNRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			img.SetNRGBA(x, y, color.NRGBA{R: uint8(200 - 60*y/h), G: uint8(90 + 100*x/w), B: uint8(40 + 120*y/h), A: 255})
		}
	}
	var buf bytes.Buffer
	if err := png.Encode(&buf, img); err != nil {
		panic(err)
	}
	p, err := page.NewPicture(buf.Bytes())
	if err != nil {
		panic(err)
	}
	return p
}
