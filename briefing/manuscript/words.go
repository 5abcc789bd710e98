package manuscript

import (
	"strings"
	"time"
	"unicode"
)

// Say is an English phrase of the program's own as it is printed in a note in a
// language (BCP 47). Verbs such as %d stand in the same order in all languages.
// A language or a phrase that is not known is left in English.
func Say(language, english string) string {
	base, _, _ := strings.Cut(strings.ToLower(language), "-")
	for _, table := range []map[string]map[string]string{phrases, citationPhrases, recordPhrases} {
		if said, ok := table[base][english]; ok {
			return said
		}
	}
	return english
}

// AnnexLabel is what stands above the title of the annex, in capitals.
func AnnexLabel(language string) string {
	return strings.ToUpper(Say(language, "Annex")) + "\u00a0A"
}

// phrases are what the program says on paper, by language.
var phrases = map[string]map[string]string{
	"fr": {
		"Desk translation:": "Traduction interne\u202f:",
		"Decision":          "Décision", "Approved": "Approuvé", "Approved with changes": "Approuvé avec modifications", "Not approved": "Non approuvé", "Discuss": "À discuter",
		"Signature": "Signature", "empty box": "case vide", "Approve": "Approuver", "Disapprove": "Rejeter", "Confidence": "Confiance", "See end": "Voir à la fin",
		"1 article": "1 article", "%d articles": "%d articles", "1 extract": "1 extrait", "%d extracts": "%d extraits", "%d words": "%d mots", "No. %s": "Nº %s",
		"news": "actualité", "opinion": "opinion", "editorial": "éditorial", "report": "rapport", "press release": "communiqué", "grade %s": "cote %s", "not dated": "non daté",
		"Quoted share": "Part citée", "%d of %d words, %d%%": "%d mots sur %d, %d %%", "outlet and author not named in the copy held": "ni titre de presse ni auteur dans la copie conservée",
		"outlet not named in the copy held": "titre de presse non indiqué dans la copie conservée", "author not named in the copy held": "auteur non indiqué dans la copie conservée",
		"Paper number": "Numéro", "verified": "vérifié", "fails": "échec",
		"To": "À", "From": "De", "Purpose": "Objet", "Reference": "Référence", "Date": "Date",
		"Handling": "Diffusion", "Distribution": "Destinataires", "Subject": "Objet", "Copies": "Copies",
		"Briefing note": "Note d’information", "Press review": "Revue de presse", "Action memo for %s": "Note pour décision : %s", "Information memo for %s": "Note d’information : %s",
		"Paper by %s": "Document présenté par %s", "Copy %s": "Exemplaire %s",
		"Page %d of %d": "Page %d de %d", "%d of %d": "%d de %d", "page %d of %d": "page %d de %d",
		"Source disclaimer": "Réserve de la source", "Disclaimer": "Réserve", "Verification": "Vérification",
		"Carried with %s: “%s”": "Reprise avec %s : « %s »", "Notes": "Notes", "Sources": "Sources",
		"Annex": "Annexe", "Contents": "Table des matières", "Table %d.": "Tableau %d.", "Figure %d.": "Figure %d.", "Image": "Image", "(continued)": "(suite)",
		"note": "note", "notes": "notes", "and": "et", "DRAFT": "PROJET", "done": "fait", "to do": "à faire", "page": "page", "paragraph": "paragraphe", "Back to note %s in the text": "Retour à la note %s dans le texte",
		"1 quotation": "1 citation", "%d quotations": "%d citations",
		"%d of %s verified word for word against the stored source text.": "%d sur %s vérifiées mot à mot sur le texte source conservé.",
		"%s cited in words alone, and not checkable.":                     "%s sans source vérifiable.",
	},
	"de": {
		"Desk translation:": "Eigene Übersetzung:",
		"Decision":          "Entscheidung", "Approved": "Gebilligt", "Approved with changes": "Mit Änderungen gebilligt", "Not approved": "Nicht gebilligt", "Discuss": "Rücksprache",
		"Signature": "Unterschrift", "empty box": "leeres Kästchen", "Approve": "Zustimmung", "Disapprove": "Ablehnung", "Confidence": "Verlässlichkeit", "See end": "Siehe Ende",
		"1 article": "1 Artikel", "%d articles": "%d Artikel", "1 extract": "1 Auszug", "%d extracts": "%d Auszüge", "%d words": "%d Wörter", "No. %s": "Nr. %s",
		"news": "Nachricht", "opinion": "Meinung", "editorial": "Leitartikel", "report": "Bericht", "press release": "Pressemitteilung", "grade %s": "Stufe %s", "not dated": "ohne Datum",
		"Quoted share": "Zitierter Anteil", "%d of %d words, %d%%": "%d von %d Wörtern, %d %%", "outlet and author not named in the copy held": "Medium und Verfasser in der vorliegenden Fassung nicht genannt",
		"outlet not named in the copy held": "Medium in der vorliegenden Fassung nicht genannt", "author not named in the copy held": "Verfasser in der vorliegenden Fassung nicht genannt",
		"Paper number": "Nummer", "verified": "geprüft", "fails": "nicht bestätigt",
		"To": "An", "From": "Von", "Purpose": "Zweck", "Reference": "Aktenzeichen", "Date": "Datum",
		"Handling": "Behandlung", "Distribution": "Verteiler", "Subject": "Betreff", "Copies": "Kopien",
		"Briefing note": "Sprechzettel", "Press review": "Pressespiegel", "Action memo for %s": "Entscheidungsvorlage: %s", "Information memo for %s": "Informationsvermerk: %s",
		"Paper by %s": "Vorlage: %s", "Copy %s": "Ausfertigung %s",
		"Page %d of %d": "Seite %d von %d", "%d of %d": "%d von %d", "page %d of %d": "Seite %d von %d",
		"Source disclaimer": "Hinweis der Quelle", "Disclaimer": "Hinweis", "Verification": "Prüfung",
		"Carried with %s: “%s”": "Zu %s: „%s“", "Notes": "Anmerkungen", "Sources": "Quellen",
		"Annex": "Anlage", "Contents": "Inhalt", "Table %d.": "Tabelle %d.", "Figure %d.": "Abbildung %d.", "Image": "Bild", "(continued)": "(Fortsetzung)",
		"note": "Anmerkung", "notes": "Anmerkungen", "and": "und", "DRAFT": "ENTWURF", "done": "erledigt", "to do": "offen", "page": "Seite", "paragraph": "Absatz", "Back to note %s in the text": "Zurück zu Anmerkung %s im Text",
		"1 quotation": "1 Zitat", "%d quotations": "%d Zitaten",
		"%d of %s verified word for word against the stored source text.": "%d von %s Wort für Wort am gespeicherten Quelltext geprüft.",
		"%s cited in words alone, and not checkable.":                     "%s ohne prüfbare Quelle.",
	},
	"es": {
		"Desk translation:": "Traducción propia:",
		"Decision":          "Decisión", "Approved": "Aprobado", "Approved with changes": "Aprobado con cambios", "Not approved": "No aprobado", "Discuss": "Para tratar",
		"Signature": "Firma", "empty box": "casilla vacía", "Approve": "Aprobar", "Disapprove": "Rechazar", "Confidence": "Confianza", "See end": "Véase el final",
		"1 article": "1 artículo", "%d articles": "%d artículos", "1 extract": "1 extracto", "%d extracts": "%d extractos", "%d words": "%d palabras", "No. %s": "N.º %s",
		"news": "noticia", "opinion": "opinión", "editorial": "editorial", "report": "informe", "press release": "comunicado", "grade %s": "grado %s", "not dated": "sin fecha",
		"Quoted share": "Parte citada", "%d of %d words, %d%%": "%d de %d palabras, %d %%", "outlet and author not named in the copy held": "medio y autor no indicados en la copia conservada",
		"outlet not named in the copy held": "medio no indicado en la copia conservada", "author not named in the copy held": "autor no indicado en la copia conservada",
		"Paper number": "Número", "verified": "verificado", "fails": "no verificado",
		"To": "Para", "From": "De", "Purpose": "Objeto", "Reference": "Referencia", "Date": "Fecha",
		"Handling": "Difusión", "Distribution": "Distribución", "Subject": "Asunto", "Copies": "Copias",
		"Briefing note": "Nota informativa", "Press review": "Revista de prensa", "Action memo for %s": "Nota para decisión: %s", "Information memo for %s": "Nota informativa: %s",
		"Paper by %s": "Documento presentado por %s", "Copy %s": "Ejemplar %s",
		"Page %d of %d": "Página %d de %d", "%d of %d": "%d de %d", "page %d of %d": "página %d de %d",
		"Source disclaimer": "Advertencia de la fuente", "Disclaimer": "Advertencia", "Verification": "Verificación",
		"Carried with %s: “%s”": "Con %s: «%s»", "Notes": "Notas", "Sources": "Fuentes",
		"Annex": "Anexo", "Contents": "Índice", "Table %d.": "Tabla %d.", "Figure %d.": "Figura %d.", "Image": "Imagen", "(continued)": "(continuación)",
		"note": "nota", "notes": "notas", "and": "y", "DRAFT": "BORRADOR", "done": "hecho", "to do": "pendiente", "page": "página", "paragraph": "párrafo", "Back to note %s in the text": "Volver a la nota %s en el texto",
		"1 quotation": "1 cita", "%d quotations": "%d citas",
		"%d of %s verified word for word against the stored source text.": "%d de %s verificadas palabra por palabra con el texto guardado de la fuente.",
		"%s cited in words alone, and not checkable.":                     "%s sin fuente comprobable.",
	},
	"ur": {
		"Desk translation:": "دفتری ترجمہ:",
		"Decision":          "فیصلہ", "Approved": "منظور", "Approved with changes": "ترمیم کے ساتھ منظور", "Not approved": "نامنظور", "Discuss": "برائے گفتگو",
		"Signature": "دستخط", "empty box": "خالی خانہ", "Approve": "منظور", "Disapprove": "نامنظور", "Confidence": "اعتماد", "See end": "آخر میں دیکھیے",
		"1 article": "ایک مضمون", "%d articles": "%d مضامین", "1 extract": "ایک اقتباس", "%d extracts": "%d اقتباسات", "%d words": "%d الفاظ", "No. %s": "شمارہ %s",
		"news": "خبر", "opinion": "رائے", "editorial": "اداریہ", "report": "رپورٹ", "press release": "اعلامیہ", "grade %s": "درجہ %s", "not dated": "بلا تاریخ",
		"Quoted share": "حصۂ اقتباس", "%d of %d words, %d%%": "%d از %d الفاظ (%d%%)", "outlet and author not named in the copy held": "محفوظ نقل میں ادارہ اور مصنف درج نہیں",
		"outlet not named in the copy held": "محفوظ نقل میں ادارہ درج نہیں", "author not named in the copy held": "محفوظ نقل میں مصنف درج نہیں",
		"Paper number": "شمارہ", "verified": "تصدیق شدہ", "fails": "ناکام",
		"To": "بنام", "From": "منجانب", "Purpose": "مقصد", "Reference": "حوالہ", "Date": "تاریخ",
		"Handling": "درجہ", "Distribution": "تقسیم", "Subject": "موضوع", "Copies": "نقول",
		"Briefing note": "بریفنگ نوٹ", "Press review": "اخباری جائزہ", "Action memo for %s": "برائے فیصلہ: %s", "Information memo for %s": "برائے اطلاع: %s",
		"Paper by %s": "پیش کردہ: %s", "Copy %s": "نقل %s",
		"Page %d of %d": "صفحہ %d از %d", "%d of %d": "%d از %d", "page %d of %d": "صفحہ %d از %d",
		"Source disclaimer": "ماخذ کا اعلان", "Disclaimer": "اعلان", "Verification": "تصدیق",
		"Carried with %s: “%s”": "بحوالہ %s: “%s”", "Notes": "حواشی", "Sources": "مآخذ",
		"Annex": "ضمیمہ", "Contents": "فہرست", "Table %d.": "جدول %d.", "Figure %d.": "شکل %d.", "Image": "تصویر", "(continued)": "(جاری)",
		"note": "حاشیہ", "notes": "حواشی", "and": "اور", "DRAFT": "مسودہ", "done": "مکمل", "to do": "باقی", "page": "صفحہ", "paragraph": "پیرا", "Back to note %s in the text": "متن میں حاشیہ %s پر واپس",
		"1 quotation": "ایک اقتباس", "%d quotations": "%d اقتباسات",
		"%d of %s verified word for word against the stored source text.": "%d از %s محفوظ متن سے لفظ بہ لفظ ملائے گئے۔",
		"%s cited in words alone, and not checkable.":                     "%s کی جانچ ممکن نہیں۔",
	},
}

// months by language; those of English come with package time.
var months = map[string][12]string{
	"fr": {"janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"},
	"de": {"Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember"},
	"es": {"enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"},
	"ur": {"جنوری", "فروری", "مارچ", "اپریل", "مئی", "جون", "جولائی", "اگست", "ستمبر", "اکتوبر", "نومبر", "دسمبر"},
}

// dateForms are how a day and a month are written, M standing for the month's name.
var dateForms = map[string][2]string{
	"fr": {"2 M 2006", "M 2006"}, "de": {"2. M 2006", "M 2006"},
	"es": {"2 de M de 2006", "M de 2006"}, "ur": {"2 M 2006", "M 2006"},
}

// longDate writes YYYY-MM-DD, YYYY-MM or YYYY in words; anything else stays as it is.
func longDate(date, language string) string {
	day, month := "2 January 2006", "January 2006"
	if language == "en-US" {
		day = "January 2, 2006"
	}
	base, _, _ := strings.Cut(strings.ToLower(language), "-")
	names, foreign := months[base]
	if foreign {
		day, month = dateForms[base][0], dateForms[base][1]
	}
	for _, form := range [][2]string{{time.DateOnly, day}, {"2006-01", month}} {
		t, err := time.Parse(form[0], date)
		if err != nil {
			continue
		}
		if foreign {
			return Figures(language, strings.Replace(t.Format(form[1]), "M", names[t.Month()-1], 1))
		}
		return t.Format(form[1])
	}
	return date
}

// urduFigures are those of Urdu, which are not quite those of Arabic.
var urduFigures = strings.NewReplacer("0", "۰", "1", "۱", "2", "۲", "3", "۳", "4", "۴", "5", "۵", "6", "۶", "7", "۷", "8", "۸", "9", "۹")

// Figures is s with the figures of a language: those of Urdu are its own. A word with
// Latin letters, such as B2 or SHA-256, keeps its figures.
func Figures(language, s string) string {
	if base, _, _ := strings.Cut(language, "-"); !strings.EqualFold(base, "ur") {
		return s
	}
	words := strings.SplitAfter(s, " ")
	for i, w := range words {
		if !strings.ContainsFunc(w, isLatin) {
			words[i] = urduFigures.Replace(w)
		}
	}
	return strings.Join(words, "")
}

func isLatin(r rune) bool { return unicode.Is(unicode.Latin, r) }
