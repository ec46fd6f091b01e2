package sheet

// Fields of an editorial calendar, beside FieldDate, FieldNote and FieldClient.
const (
	FieldTime      Field = "time" // time of publication
	FieldNetwork   Field = "network"
	FieldKind      Field = "kind" // post, story, reel…
	FieldTitle     Field = "title"
	FieldText      Field = "text"
	FieldHashtags  Field = "hashtags"
	FieldState     Field = "state"
	FieldAuthor    Field = "author"
	FieldLink      Field = "link"
	FieldMedia     Field = "media" // link to the picture, or its file name
	FieldObjective Field = "objective"
	FieldCampaign  Field = "campaign"
	FieldResult    Field = "result" // what people write at week's end
)

// CalendarLayouts are hand-made editorial calendars in French and English, one
// table for each week or month. Source: calendar.
func CalendarLayouts() []Layout {
	return []Layout{{
		Source: "calendar", Generic: true,
		Required: [][]Field{{FieldDate}, {FieldText, FieldTitle}},
		Columns: []Column{
			col(FieldDate, "Date", "Date de publication", "Jour", "Date de parution", "Date de diffusion", "Publication",
				"Date & heure", "Date et heure", "Publish date", "Publication date", "Post date", "Day", "Scheduled date", "Date et jour"),
			col(FieldTime, "Heure", "Heure de publication", "Horaire", "Time", "Publish time", "Post time", "Heure de diffusion", "Créneau"),
			col(FieldNetwork, "Réseau", "Réseaux", "Réseau social", "Réseaux sociaux", "Plateforme", "Plateformes", "Canal",
				"Canaux", "Support", "Network", "Social network", "Networks", "Platform", "Channel", "Channels", "Compte", "RS", "Média social"),
			col(FieldKind, "Type de contenu", "Format", "Type de post", "Type de publication", "Type", "Nature",
				"Content type", "Post type", "Kind"),
			col(FieldText, "Message + hashtags", "Message et hashtags", "Message", "Texte", "Texte du post", "Légende", "Wording",
				"Contenu", "Contenu du post", "Texte de la publication", "Post", "Copy", "Caption", "Text", "Post text", "Post copy",
				"Content", "Rédactionnel"),
			col(FieldTitle, "Titre", "Sujet", "Thème", "Thématique", "Idée", "Title", "Topic", "Subject", "Theme", "Angle"),
			col(FieldHashtags, "Hashtags", "Hashtag", "Mots-dièse"),
			col(FieldState, "Statut de validation", "Statut", "État", "Validation", "Avancement", "Status", "State", "Approval",
				"Approval status", "Validé", "Étape"),
			col(FieldAuthor, "Auteur", "Responsable", "Rédacteur", "Rédactrice", "Rédigé par", "Qui", "Author", "Owner", "Writer",
				"Assigned to", "Intervenant", "Créateur"),
			col(FieldMedia, "Lien visuel", "Lien du visuel", "Lien vers le visuel", "Visuel", "Visuels", "Image", "Média", "Médias",
				"Photo", "Vidéo", "Créa", "Visual", "Asset", "Assets", "Creative", "Media", "Picture"),
			col(FieldLink, "Lien", "URL", "Lien URL", "Lien à insérer", "Lien du post", "Link", "Landing page", "CTA"),
			col(FieldObjective, "Objectif", "Objectifs", "But", "Objective", "Goal"),
			col(FieldCampaign, "Campagne", "Opération", "Temps fort", "Campaign"),
			col(FieldResult, "Résultat", "Résultats", "Bilan", "Result", "Results", "Performance"),
			col(FieldClient, "Client", "Marque", "Customer", "Brand"),
			col(FieldNote, "Commentaires", "Commentaire", "Remarques", "Remarque", "Notes", "Note", "Observations",
				"Retours", "Retour client", "Comments", "Comment", "Feedback"),
		},
	}}
}
