package sheet

// Fields of a time entry. An export has either a date with a duration, a date with
// start and end times, or start and end as whole moments.
const (
	FieldDate      Field = "date"       // day of the work, or of its start
	FieldStartTime Field = "start_time" // time of day
	FieldEndDate   Field = "end_date"
	FieldEndTime   Field = "end_time"
	FieldStart     Field = "start" // date and time in one
	FieldEnd       Field = "end"
	FieldDuration  Field = "duration"
	FieldClient    Field = "client"
	FieldProject   Field = "project"
	FieldTask      Field = "task" // the kind of work, Régie's hat
	FieldPerson    Field = "person"
	FieldFirstName Field = "first_name"
	FieldLastName  Field = "last_name"
	FieldEmail     Field = "email"
	FieldNote      Field = "note"
	FieldBillable  Field = "billable"
	FieldTags      Field = "tags"
	FieldRate      Field = "rate" // per hour
	FieldAmount    Field = "amount"
	FieldCurrency  Field = "currency"
)

// col is a short way to write a column.
func col(f Field, names ...string) Column { return Column{Field: f, Names: names} }

// known lists columns that an export has and that are not read.
func known(names ...string) []Column {
	cols := make([]Column, len(names))
	for i, n := range names {
		cols[i] = Column{Names: []string{n}}
	}
	return cols
}

// timed is what every export of hours must have.
var timed = [][]Field{{FieldDate, FieldStart}, {FieldDuration, FieldEnd, FieldEndTime}}

// TimeLayouts are the exports of time tools and, last, hand-made sheets of hours.
// Sources: toggl, clockify, harvest, kimai, solidtime, hours.
func TimeLayouts() []Layout {
	return []Layout{
		togglLayout(), clockifyLayout(), harvestLayout(),
		kimaiEnglish(), kimaiFrench(), solidtimeExport(), solidtimeImport(), hoursLayout(),
	}
}

func togglLayout() Layout {
	return Layout{Source: "toggl", Lang: "en", Required: timed, Columns: append([]Column{
		col(FieldDate, "Start date"), col(FieldStartTime, "Start time"),
		col(FieldEndDate, "End date", "Stop date"), col(FieldEndTime, "End time", "Stop time"),
		col(FieldDuration, "Duration"),
		col(FieldClient, "Client"), col(FieldProject, "Project"), col(FieldTask, "Task"),
		col(FieldNote, "Description"), col(FieldPerson, "User", "Member"), col(FieldEmail, "Email"),
		col(FieldBillable, "Billable"), col(FieldTags, "Tags"), col(FieldAmount, "Amount"),
	}, known("Duration (decimal)")...)}
}

func clockifyLayout() Layout {
	return Layout{Source: "clockify", Lang: "en", Required: timed, Columns: append([]Column{
		col(FieldDate, "Start Date"), col(FieldStartTime, "Start Time"),
		col(FieldEndDate, "End Date"), col(FieldEndTime, "End Time"),
		col(FieldDuration, "Duration (h)", "Duration (decimal)"),
		col(FieldClient, "Client"), col(FieldProject, "Project"), col(FieldTask, "Task", "Activity"),
		col(FieldNote, "Description"), col(FieldPerson, "User"), col(FieldEmail, "Email"),
		col(FieldBillable, "Billable"), col(FieldTags, "Tags"),
		col(FieldRate, "Billable Rate"), col(FieldAmount, "Billable Amount"),
	}, known("Duration (decimal)", "Group", "Type", "Invoiced", "Invoice ID",
		"Cost Rate", "Cost Amount", "Profit", "Date of creation")...)}
}

func harvestLayout() Layout {
	return Layout{Source: "harvest", Lang: "en", Required: timed, Columns: append([]Column{
		col(FieldDate, "Date"), col(FieldDuration, "Hours"),
		col(FieldClient, "Client"), col(FieldProject, "Project"), col(FieldTask, "Task"),
		col(FieldNote, "Notes"), col(FieldFirstName, "First Name"), col(FieldLastName, "Last Name"),
		col(FieldBillable, "Billable?"), col(FieldRate, "Billable Rate"), col(FieldAmount, "Billable Amount"),
		col(FieldCurrency, "Currency"),
	}, known("Hours Rounded", "Project Code", "Invoiced?", "Approved?", "Employee Id", "Roles", "Teams",
		"Employee?", "Cost Rate", "Cost Amount", "External Reference URL")...)}
}

func kimaiEnglish() Layout {
	return Layout{Source: "kimai", Lang: "en", Required: timed, Columns: append([]Column{
		col(FieldDate, "Date"), col(FieldStartTime, "From", "Begin"), col(FieldEndTime, "To", "End"),
		col(FieldDuration, "Duration"),
		col(FieldClient, "Customer"), col(FieldProject, "Project"), col(FieldTask, "Activity"),
		col(FieldNote, "Description"), col(FieldPerson, "Name", "User"), col(FieldEmail, "E-mail", "Email"),
		col(FieldBillable, "Billable"), col(FieldTags, "Tags"),
		col(FieldRate, "Hourly price", "Hourly rate"), col(FieldAmount, "Price", "Rate"),
		col(FieldCurrency, "Currency"),
	}, known("User", "Internal price", "Internal rate", "Fixed price", "Fixed rate", "Staff number", "Type",
		"category", "Account", "Project number", "VAT-ID", "Order number", "Break", "Exported")...)}
}

func kimaiFrench() Layout {
	return Layout{Source: "kimai", Lang: "fr", Required: timed, Columns: append([]Column{
		col(FieldDate, "Date"), col(FieldStartTime, "De", "Début"), col(FieldEndTime, "À", "Fin"),
		col(FieldDuration, "Durée"),
		col(FieldClient, "Client"), col(FieldProject, "Projet"), col(FieldTask, "Activité"),
		col(FieldNote, "Description"), col(FieldPerson, "Nom", "Nom d'utilisateur", "Utilisateur"),
		col(FieldEmail, "Courriel", "E-mail"), col(FieldBillable, "Facturable"), col(FieldTags, "Mots-clés", "Tags"),
		col(FieldRate, "Taux horaire"), col(FieldAmount, "Taux", "Prix"), col(FieldCurrency, "Devise"),
	}, known("Nom d'utilisateur", "Utilisateur", "Taux interne", "Taux fixe", "Numéro d'équipe", "Type",
		"catégorie", "category", "Compte", "Numéro de projet", "ID de TVA", "Numéro de commande", "Pause", "Exporté")...)}
}

func solidtimeExport() Layout {
	return Layout{Source: "solidtime", Lang: "en", Required: timed, Columns: append([]Column{
		col(FieldStart, "Start"), col(FieldEnd, "End"), col(FieldDuration, "Duration", "Duration (decimal)"),
		col(FieldClient, "Client"), col(FieldProject, "Project"), col(FieldTask, "Task"),
		col(FieldNote, "Description"), col(FieldPerson, "User"),
		col(FieldBillable, "Billable"), col(FieldTags, "Tags"),
	}, known("Duration (decimal)")...)}
}

// solidtimeImport is the generic file that Solidtime takes in and that other tools
// write for it.
func solidtimeImport() Layout {
	return Layout{Source: "solidtime", Lang: "en", Required: timed, Columns: []Column{
		col(FieldStart, "start"), col(FieldEnd, "end"),
		col(FieldClient, "client"), col(FieldProject, "project"), col(FieldTask, "task"),
		col(FieldNote, "description"), col(FieldPerson, "user_name"), col(FieldEmail, "user_email"),
		col(FieldBillable, "billable"), col(FieldTags, "tags"),
	}}
}

func hoursLayout() Layout {
	return Layout{Source: "hours", Generic: true, Required: timed, Columns: []Column{
		col(FieldDate, "Date", "Jour", "Day", "Date de début", "Start date", "Date de la prestation",
			"Date d'intervention", "Journée", "Date du travail", "Work date", "Spent on"),
		col(FieldDuration, "Heures", "Hours", "Durée", "Duration", "Temps passé", "Temps", "Nb heures", "Nb d'heures",
			"Nombre d'heures", "Heures passées", "Heures réalisées", "Heures travaillées", "Total heures", "Time spent",
			"Time", "Durée (h)", "Minutes", "Durée (min)", "Nb h", "H", "Hrs"),
		col(FieldStartTime, "Heure de début", "Heure début", "Début", "De", "Start time", "Start", "From", "Arrivée"),
		col(FieldEndTime, "Heure de fin", "Heure fin", "Fin", "À", "End time", "End", "To", "Départ"),
		col(FieldEndDate, "Date de fin", "End date"),
		col(FieldClient, "Client", "Nom du client", "Clients", "Customer", "Compte", "Compte client", "Account", "Société"),
		col(FieldProject, "Projet", "Project", "Mission", "Dossier", "Affaire", "Chantier"),
		col(FieldTask, "Tâche", "Task", "Activité", "Activity", "Casquette", "Hat", "Type de tâche", "Nature", "Catégorie",
			"Category", "Type", "Type de travail", "Poste"),
		col(FieldPerson, "Intervenant", "Intervenante", "Intervenant(e)", "Personne", "Collaborateur", "Consultant",
			"Salarié", "Qui", "Fait par", "Nom", "Staff", "Person", "Who", "User", "Utilisateur", "Employee", "Name",
			"Nom complet", "Full name", "Ressource"),
		col(FieldFirstName, "Prénom", "First name"),
		col(FieldLastName, "Nom de famille", "Last name"),
		col(FieldEmail, "Email", "E-mail", "Courriel"),
		col(FieldNote, "Description", "Commentaire", "Commentaires", "Note", "Notes", "Détail", "Détails", "Objet",
			"Travail effectué", "Travaux", "Prestation", "Libellé", "Sujet", "Remarques", "Comment", "Comments", "Details"),
		col(FieldBillable, "Facturable", "Billable", "À facturer", "Facturé"),
		col(FieldTags, "Étiquettes", "Mots-clés", "Tags"),
		col(FieldRate, "Taux horaire", "Taux", "Tarif horaire", "Tarif", "Hourly rate", "Rate", "Prix horaire"),
		col(FieldAmount, "Montant", "Montant HT", "Amount", "Total HT", "Valeur"),
		col(FieldCurrency, "Devise", "Currency", "Monnaie"),
	}}
}
