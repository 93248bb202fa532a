import polars as pl
import pytest

from dedup.boilerplate.grammar import find_known, learned_kinds, owner_of
from dedup.boilerplate.units import cut_units

FURNITURE = [
    "Navigation", "Skip to content", "Advertisement", "Continue Reading Below", "Share this:", "Share on Facebook | Share on X",
    "Follow us on Instagram", "Sign up for our daily newsletter", "3 min read", "Click here to comment on this article", "View Comments",
    "We use cookies to improve your experience.", "Download our free mobile app", "Read more: Ten years of promises", "Already a subscriber? Log in",
    "Tags: ports, strike", "•", "* * *", "Home > World", "Lesezeit: 3 Minuten", "Lesen Sie auch: Der lange Streit", "Artikel drucken",
    "Jetzt den Newsletter abonnieren", "Zur Startseite", "Temps de lecture : 2 min", "À lire aussi : Pont ou tunnel", "Partager sur Facebook",
    "Abonnez-vous à la newsletter", "Compartir en WhatsApp", "Te puede interesar: Cien años", "Suscríbete al boletín", "Lectura de 3 minutos",
    "Published: 3 January 2031, 10:05", "Updated 2 hours ago", "Posted on January 3, 2031", "Last updated: 3 January 2031 10:05 GMT", "Video: Ferry leaves the quay",
    "You have 3 free articles left this month.", "Log in to continue reading", "ALSO READ | Harbour budget passes", "Click to share on Twitter (Opens in new window)",
    "The views expressed in this article are the author's own.", "Open in app", "View all posts by Ann Lee", "Thank you for reading!", "Save for later",
    "Stand: 03.01.2031, 10:05 Uhr", "Aktualisiert am 3. Januar 2031", "Startseite > Politik", "Dieser Artikel ist nur für Abonnenten.", "Nächster Artikel",
    "Bildergalerie", "Externer Inhalt von Twitter", "Themen: Fähre, Hafen", "Die meistgelesenen Artikel", "Fehler gefunden? Jetzt melden.",
    "Publié le 3 janvier 2031 à 10h05", "Mis à jour le 3 janvier 2031 à 10:05", "Accueil > Monde", "Cet article est réservé aux abonnés.", "Écouter l'article",
    "Les articles les plus lus", "Tous les articles de Lucie Morel", "Les commentaires sont fermés.", "Faites un don", "Vidéo - Le bac repart",
    "Publicado el 3 de enero de 2031", "Última actualización: 03/01/2031", "Inicio > Mundo", "Este contenido es exclusivo para suscriptores.", "Escuchar artículo",
    "Lo más leído", "Sigue leyendo", "Temas: Transporte, Islas", "Siguiente artículo", "Aceptar todas las cookies",
    "Share full article", "Skip advertisement", "Jump to comments", "Register for free to read this article", "Most viewed", "Was this article helpful?", "4 min", "Add to reading list",
    "Artikel vorlesen", "Zur Merkliste hinzufügen", "Passwort vergessen?", "Hier weiterlesen", "Kommentare anzeigen", "Zurück zur Übersicht", "Mit Werbung weiterlesen",
    "Offrir l'article", "Ajouter à vos favoris", "Mot de passe oublié ?", "Lire dans l'application", "Trier par : plus récents", "À la une",
    "Leer en la app", "Añadir a favoritos", "¿Olvidaste tu contraseña?", "Ordenar por: más recientes", "Últimos artículos", "En portada",
]  # fmt: skip
NOTICES = [
    "© 2024 Harbour Post", "© Copyright 2018 The Lowland Press.", "© Agence Lowland", "All rights reserved.", "This story was originally published by Open Ledger and is reprinted with permission.",
    "This material may not be published, broadcast, rewritten or redistributed.", "Dieser Artikel erschien zuerst im Hafenblatt.",
    "Cet article a été publié initialement par L'Écho.", "Este artículo se publicó originalmente en El Faro.", "Alle Rechte vorbehalten",
]  # fmt: skip
CAPTIONS = [
    "A coat hangs in the hall. (Zdena Marholt/Radio Kestrel)", "The minister on Monday [Getty]", "The dam at dusk. (YouTube)", "Photo: Ann Lee", "Ein Schiff im Hafen (Archivbild) Bild: dpa", "Foto: Jan Witt/dpa",
]  # fmt: skip
CREDITS = [
    "Agencies contributed to this report.",
    "(Reporting by Ida Maren; Editing by Tobias Keswick)",
    "By The Associated Press",
    "Mit Material von dpa",
]
PROSE = [
    "Share prices fell after comments by the bank's governor.", "The novel was first published in 1960.", "The army cannot enter without permission of parliament.",
    "The court ruled on copyright law.", "Our grandmother baked cookies for the whole street.", "He shared a photo by the beach.", "The drug may not be used in children.",
    "Home-grown talent won the cup.", "The firm sued Getty Images in 2016.", "She asked her followers to join the channel swim.", "Related parties must register.",
    "Der Roman, der zuerst 1929 erschien, ist wieder da.", "La ley fue publicada en mayo.", "Le livre est paru en mai.", "The minister, following us, left early.",
    "-Brook leads in Corrin. [Post, NBC/WSJ/Marist, ARG]", "© et _ excellent Kaiser !", "Bild: dpa Die Rücklagen sind aufgebraucht, die Zukunft ist ungewiss.",
    "Wichtig sind Ausnahmen.“ BILD: Bei der Schule", "More in sorrow than in anger, he resigned.", "Print runs were cut by half.", "Close to the border, two villages burned.", "Comments by officials suggest a deal.",
    "Published in 1898, the book sold well.", "Updated figures put the loss at 3 million.", "Posted to Berlin, he learned German.", "No comment.", "Loading of the ferry took three hours.",
    "Watch: a word he never used, she said.", "Sponsored by the crown, the fleet left in May.", "We use cookies in the recipe, the baker said.", "The views expressed at the meeting were harsh.",
    "Thank you for your service, the king said.", "Terms of use of the harbour are set by law.", "Aktualisiert wurde das Gesetz zuletzt 1990.", "Stand 1990: zwei Fähren, heute eine.",
    "Anzeige erstattete die Polizei am Montag.", "Video der Tat aufgetaucht", "Publié en 1898, le livre s'est bien vendu.", "Mis à jour en 1990, le texte reste flou.",
    "Accueil triomphal pour le capitaine", "En images de synthèse, le port paraît neuf.", "Publicado en 1898, el libro se vendió bien.", "Inicio del juicio contra el capitán",
    "Comentarios del ministro causan enojo.", "Lo último que vio fue el faro.", "Ver más lejos, ese era su lema.", "Escuchar al pueblo, pidió el alcalde.",
    "Continue reading the letter, the judge said.", "Skip the advertisement, he told the crew.", "Show comments that hurt, and people leave.", "Register for the draft by May, the army said.", "Close the port, the union said.",
    "Jetzt lesen Kinder wieder mehr.", "Mehr aus der Region kam nicht.", "Seite an Seite standen sie.", "Derniers jours du bac", "Sigue toda la noche la búsqueda del barco.", "En portada del libro hay un barco.",
]  # fmt: skip


def _kind(line: str) -> str | None:
    """Return the kind that the grammar gives one line of an item."""
    known = find_known(cut_units(pl.DataFrame({"item": ["a"], "text": [line]})).filter("is_line"), ())
    return known["kind"][0] if known.height else None


@pytest.mark.parametrize("line", FURNITURE)
def test_furniture_is_known_by_its_form(line: str) -> None:
    """What a page prints round its stories is known in one item, in four languages."""
    assert _kind(line) == "furniture"


@pytest.mark.parametrize(
    ("kind", "line"),
    [
        (kind, line)
        for kind, lines in (("notice", NOTICES), ("caption", CAPTIONS), ("credit", CREDITS))
        for line in lines
    ],
)
def test_other_kinds_are_told_apart(kind: str, line: str) -> None:
    """Notices, captions and credits have kinds of their own."""
    assert _kind(line) == kind


@pytest.mark.parametrize("line", PROSE)
def test_prose_is_not_known(line: str) -> None:
    """A sentence of a story that holds a telling word is no furniture."""
    assert _kind(line) is None


@pytest.mark.parametrize(
    ("line", "owner"),
    [
        ("Follow us on Twitter:\u00a0@The_NewArab", "The New Arab"),
        ("Follow us: @HarbourPost", "Harbour Post"),
        ("Join our brand new verified AMN Telegram channel and get important news uncensored!", "AMN"),
        ("Get WND's mobile app for free.", "WND"),
        ("Suscríbete al boletín de El Faro", "El Faro"),
        ("Follow us on Facebook", None),
        ("Join our Telegram channel", None),
        ("It rained.", None),
    ],
)
def test_a_line_names_its_owner(line: str, owner: str | None) -> None:
    """A channel, a handle or an app is its outlet's own."""
    assert owner_of(line) == owner


def test_the_users_phrases_are_furniture() -> None:
    """A phrase is matched folded, whatever its numbers."""
    units = cut_units(pl.DataFrame({"item": ["a"], "text": ["Ask Ann:\u00a012 tips\nIt rained."]}))

    assert find_known(units, ("ASK ANN: 7 TIPS",))["pattern"].to_list() == ["ask ann: # tips"]


@pytest.mark.parametrize(
    "word", ["share ", "x ", "a", "# ", "/", "© ", "(a/", "tweet, ", "updated # at ", "publié le # h "]
)
def test_no_pattern_is_slow_on_repetition(word: str) -> None:
    """A line of one word, over and over, is judged at once."""
    assert learned_kinds(pl.Series([(word * 700)[:700] + "!"]))[0] in {"furniture", "notice", "credit", "caption"}
