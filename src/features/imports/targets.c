/* SPDX-License-Identifier: Apache-2.0 */
/* What columns can be, and the headings by which people call them, in English and German. */
#include "base/str.h"
#include "engine/i18n/fold.h"
#include "engine/i18n/i18n.h"
#include "features/imports/columns.h"

/* Headings as heading_key writes them, with | between them. */
static const struct {
	const char *word;
	const char *label;
	bool once;
	const char *headings;
} targets[TARGETS] = {
	[TARGET_IGNORE] = { "ignore", N_("Leave it out"), false,
		"reason|line|grund|zeile|timestamp|zeitstempel|start time|completion time|"
		"submitted at|startzeit|fertigstellungszeit|id|nr|no|number|nummer|row" },
	[TARGET_EMAIL] = { "email", N_("Mail address"), true,
		"email|e mail|mail|email address|e mail address|mail address|e mail adresse|"
		"email adresse|mailadresse|emailadresse|work email|work e mail|work email address|"
		"business email|company email|dienstliche e mail|dienstliche e mail adresse|"
		"e mail dienstlich|user principal name|userprincipalname|upn|contact email|"
		"username email|your email|your email address|ihre e mail adresse" },
	[TARGET_NAME] = { "name", N_("Name"), true,
		"name|full name|fullname|display name|displayname|vollstandiger name|anzeigename|"
		"person|participant|teilnehmer|teilnehmerin|teilnehmende|employee|employee name|"
		"mitarbeiter|mitarbeiterin|mitarbeitende|vor und nachname|vorname nachname|"
		"name vorname|nachname vorname|mentor name|mentee name|your name|your full name|"
		"ihr name|mentor|mentee" },
	[TARGET_FIRST_NAME] = { "first_name", N_("First name"), true,
		"first name|firstname|given name|givenname|given names|forename|forenames|"
		"vorname|vornamen|rufname|preferred name|preferred first name" },
	[TARGET_LAST_NAME] = { "last_name", N_("Last name"), true,
		"last name|lastname|surname|family name|familyname|nachname|familienname|zuname" },
	[TARGET_PRONOUNS] = { "pronouns", N_("Pronouns"), true,
		"pronouns|pronoun|pronomen|preferred pronouns|your pronouns" },
	[TARGET_HEADLINE] = { "headline", N_("What the person does"), true,
		"job title|jobtitle|headline|position|job|job role|role title|title|current role|"
		"current job title|current position|funktion|stelle|stellenbezeichnung|jobtitel|"
		"berufsbezeichnung|beruf|occupation|positionsbezeichnung|your role|job position" },
	[TARGET_ABOUT] = { "about", N_("About the person"), true,
		"about|about me|about you|about yourself|biography|bio|short bio|profile|"
		"introduction|biografie|kurzbiografie|kurzbiographie|biographie|uber mich|"
		"uber sich|vorstellung|kurzprofil|profil|beschreibung|tell us about yourself" },
	[TARGET_LEVEL] = { "level", N_("Level"), true,
		"level|grade|band|career level|job level|job grade|pay grade|seniority|"
		"seniority level|karrierestufe|karrierelevel|stufe|ebene|besoldungsgruppe|"
		"entgeltgruppe|hierarchieebene|hierarchiestufe|laufbahnstufe|current grade" },
	[TARGET_UNIT] = { "unit", N_("Unit"), true,
		"unit|organisation|organization|department|division|team|business unit|company|"
		"directorate|org unit|organisational unit|organizational unit|abteilung|bereich|"
		"einheit|organisationseinheit|firma|unternehmen|dienststelle|behorde|fachbereich|"
		"referat|organisation name|faculty|fakultat|business area|employer|arbeitgeber" },
	[TARGET_LANGUAGES] = { "languages", N_("Languages spoken"), true,
		"languages|language|spoken languages|languages spoken|language skills|sprachen|"
		"sprache|sprachkenntnisse|gesprochene sprachen|languages you speak|"
		"which languages do you speak" },
	[TARGET_WANTED] = { "wanted", N_("Wants to learn"), true,
		"wants|wanted|wants to learn|i want to learn|skills wanted|wanted skills|"
		"skills sought|topics wanted|wanted topics|learning goals|development goals|"
		"development areas|areas for development|areas of development|skills to develop|"
		"what do you want to learn|what would you like to learn|lernziele|lernwunsche|"
		"mochte lernen|ich mochte lernen|gesuchte themen|themen gesucht|sucht|"
		"entwicklungsfelder|entwicklungsziele|entwicklungsthemen" },
	[TARGET_OFFERED] = { "offered", N_("Can offer"), true,
		"offers|offered|can offer|i can offer|skills|skills offered|offered skills|"
		"topics offered|offered topics|expertise|areas of expertise|strengths|"
		"competencies|what can you offer|kompetenzen|fahigkeiten|kann anbieten|"
		"ich kann anbieten|bietet|themen angeboten|angebotene themen|fachkenntnisse|"
		"schwerpunkte|starken|expertise in" },
	[TARGET_INTERESTS] = { "interests", N_("Interests"), true,
		"interests|hobbies|hobbies and interests|interessen|hobbys" },
	[TARGET_MANAGER] = { "manager", N_("Mail address of the line manager"), true,
		"line manager email|line manager e mail|line manager|line manager s email|"
		"line manager email address|manager email|manager e mail|manager s email|manager|"
		"supervisor|supervisor email|reports to|vorgesetzter|vorgesetzte|"
		"vorgesetzte r|vorgesetzte e mail|e mail vorgesetzte|fuhrungskraft|"
		"fuhrungskraft e mail|e mail fuhrungskraft|e mail der fuhrungskraft|"
		"e mail vorgesetzter|boss" },
	[TARGET_TZ] = { "tz", N_("Time zone"), true, "time zone|timezone|tz|zeitzone" },
	[TARGET_HOURS] = { "hours", N_("Working hours"), true,
		"working hours|hours|office hours|arbeitszeit|arbeitszeiten|burozeiten" },
	[TARGET_DETAIL] = { "detail", N_("Likes details or the big picture"), true,
		"detail|detail or overview" },
	[TARGET_MEDIUM] = { "medium", N_("Likes to be in touch by"), true,
		"medium|preferred medium|communication preference|preferred communication|"
		"bevorzugter kontakt|kommunikationsweg" },
	[TARGET_LANG] = { "lang", N_("Language of pages and mails"), true,
		"mail language|preferred language|bevorzugte sprache|korrespondenzsprache" },
	[TARGET_PLACES] = { "places", N_("How many mentees at most"), true,
		"places|capacity|mentees|number of mentees|max mentees|maximum mentees|"
		"mentees max|max number of mentees|maximum number of mentees|how many mentees|"
		"how many mentees can you take|anzahl mentees|anzahl der mentees|platze|"
		"kapazitat|maximale anzahl mentees|max anzahl mentees" },
	[TARGET_ROLE] = { "role", N_("Role: mentor, mentee or both"), true,
		"role|roles|rolle|programme role|program role|mentoring role|mentor or mentee|"
		"mentor mentee|mentor oder mentee|applying as|participating as|teilnahme als|"
		"i want to be a|bewerbung als" },
	[TARGET_BOTH] = { "both", N_("Takes both roles: yes or no"), true, "" },
	[TARGET_FIELD] = { "", "", true, "" },
	[TARGET_NEW] = { "new", N_("A new field of this name"), false, "" },
};

const char *
target_word(enum target t)
{
	return targets[t].word;
}

enum target
target_of(const char *word)
{
	if (str_starts(word, "field:") && word[6])
		return TARGET_FIELD;
	for (int i = 0; *word && i < TARGETS; i++)
		if (str_eq(word, targets[i].word))
			return (enum target)i;
	return TARGETS;
}

const char *
target_label(enum target t)
{
	return targets[t].label;
}

bool
target_once(enum target t)
{
	return targets[t].once;
}

const char *
heading_key(struct arena *mem, const char *heading)
{
	const char *const *words;
	int n = word_split(mem, heading, &words);
	struct buf b = BUF_IN(mem);

	for (int i = 0; i < n; i++) {
		buf_str(&b, i ? " " : "");
		buf_str(&b, words[i]);
	}
	return buf_text(&b);
}

/* Is key one of list, whose items have | between them? */
static bool
listed(const char *list, const char *key)
{
	size_t n = strlen(key);

	for (const char *p = list; n && (p = strstr(p, key)); p++)
		if ((p == list || p[-1] == '|') && (p[n] == '|' || p[n] == '\0'))
			return true;
	return false;
}

enum target
target_by_heading(struct arena *mem, const char *heading)
{
	const char *key = heading_key(mem, heading);

	for (int i = 0; i < TARGETS; i++)
		if (listed(targets[i].headings, key))
			return (enum target)i;
	return TARGETS;
}

/* Beginnings of words, in English and German; with $ at the end the whole word. */
static const char *const protected_words[] = { "identit", "characteristic", "gender", "geschlecht",
	"sex", "ethnic", "ethni", "race$", "racial", "rasse", "disab", "behinder", "schwerbehinder",
	"religi", "faith", "glaube", "belief", "weltanschau", "orientation", "orientierung", "lgbt",
	"transgender", "queer", "pregnan", "schwanger", "marital", "familienstand", "nationalit",
	"staatsangeh", "citizenship", "health", "gesundheit", "union$", "gewerkschaft", "politic",
	"politisch", "partei", "age$", "ages$", "alter$", "birth", "birthday", "geburt", "dob$",
	"carer", "caring", "neurodi", "migration", "herkunft", "heritage", "veteran", "diagnos",
	"krankheit", "illness", "salary", "gehalt", "conviction", "immigration", "visa$", "kinder$",
	"children", "socioeconomic", "socio" };

bool
heading_sensitive(struct arena *mem, const char *heading)
{
	const char *const *words;
	int n = word_split(mem, heading, &words);

	for (int i = 0; i < n; i++) {
		for (size_t k = 0; k < sizeof protected_words / sizeof *protected_words; k++) {
			const char *p = protected_words[k];
			size_t len = strcspn(p, "$");

			if (strncmp(words[i], p, len) == 0 && (!p[len] || !words[i][len]))
				return true;
		}
	}
	return false;
}
