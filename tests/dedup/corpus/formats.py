"""One good file of every format, and some hostile ones; all written for these tests."""

import io
import zipfile

PARAGRAPHS = (
    "The ferry to Saint-Orens ran again on Friday after three years of repairs, and a dozen people clapped on the pier.",
    "The county paid most of the bill of two million, said its deputy head of transport, who came with his dog.",
    "Foot passengers travel free of charge; a car costs four euros. Eighteen crossings are planned each day.",
)

_BODY = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)

PAGE = f"""<!DOCTYPE html><html lang="en-GB"><head><title>Ferry | The Quay Herald</title>
<link rel="canonical" href="https://quay-herald.example/ferry">
<meta name="original-source" content="https://lowland-wire.example/1">
<meta name="syndication-source" content="https://lowland-wire.example/feed/1">
<meta name="robots" content="noindex"><meta property="article:published_time" content="2025-06-01">
<script type="application/ld+json">{{"@context": "https://schema.org", "@graph": [
{{"@type": "Person", "@id": "#mara", "name": "Mara Quill"}},
{{"@type": "NewsArticle", "headline": "Ferry runs again after three years",
"author": [{{"@id": "#mara"}}, {{"@type": "Person", "name": "Tomas Berg"}}],
"datePublished": "2025-06-07T08:15:00+02:00", "dateModified": "2025-06-08T10:00:00+02:00", "dateline": "SAINT-ORENS",
"publisher": {{"@type": "Organization", "name": "The Quay Herald"}},
"sourceOrganization": {{"@type": "Organization", "name": "Lowland Wire"}},
"isBasedOn": "https://lowland-wire.example/1", "creditText": "Lowland Wire/HNN",
"citation": {{"@type": "CreativeWork", "url": "https://port.example/statement"}}}}]}}</script></head>
<body><nav><ul><li><a href="/">Home</a></li><li><a href="/s">Subscribe</a></li></ul></nav>
<article><h1>Ferry runs again after three years</h1>{_BODY}</article></body></html>""".encode()

BARE_PAGE = f"""<html><head><title>Ferry</title></head><body><article><h1>Ferry runs again</h1>
<p>Posted on 5 March 2024</p>{_BODY}</article></body></html>""".encode()

RSS = b"""<?xml version="1.0"?><rss version="2.0"><channel><title>News Gatherer</title>
<item><title>Ferry</title><guid>https://a.example/1</guid><pubDate>Sat, 07 Jun 2025 08:15:00 GMT</pubDate>
<source url="https://lowland-wire.example/feed">Lowland Wire</source>
<description>&lt;p&gt;The ferry runs again.&lt;/p&gt;&lt;p&gt;It was away for three years.&lt;/p&gt;</description></item>
<item><title>Rain</title><guid>https://a.example/2</guid><description>Rain fell.</description></item>
<item><title>Nothing</title></item></channel></rss>"""

ATOM = b"""<feed xmlns="http://www.w3.org/2005/Atom"><title>HNN</title><entry><id>urn:1</id>
<title type="html">Rain &amp;amp; wind</title><published>2025-06-07T08:15:00Z</published><updated>2025-06-08</updated>
<author><name>A. Bell</name></author><author><name>C. Dorn</name></author>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Rain fell.</p><p>Wind blew.</p></div></content>
</entry></feed>"""

NITF = b"""<?xml version="1.0"?><!DOCTYPE nitf SYSTEM "nitf-3-3.dtd"><nitf><head><title>ferry</title><docdata>
<doc-id id-string="lw-1" regsrc="LW"/><du-key version="3"/><date.issue norm="20250607"/>
<ed-msg info="Corrects the year."/><doc.copyright holder="Lowland Wire" year="2025"/></docdata>
<pubdata name="The Quay Herald" date.publication="20250607"/></head><body><body.head>
<hedline><hl1>Ferry runs again</hl1></hedline><byline>By <person>Mara Quill</person>, Staff</byline>
<distributor>Lowland Wire</distributor><dateline><location>SAINT-ORENS</location>, June 7 (LW) -</dateline></body.head>
<body.content><p>The ferry runs again.</p><p>It was away for three years.</p></body.content></body></nitf>"""

NEWSML = b"""<?xml version="1.0"?><newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet>
<newsItem guid="urn:lw:1" version="2" xml:lang="en"><rightsInfo><copyrightHolder literal="LW"><name>Lowland Wire</name>
</copyrightHolder></rightsInfo><itemMeta><provider qcode="p:lw"><name>Lowland Wire</name></provider>
<versionCreated>2025-06-08T08:15:00Z</versionCreated><firstCreated>2025-06-07T08:15:00Z</firstCreated>
<edNote>Corrects the year.</edNote></itemMeta><contentMeta><headline>Ferry runs again</headline><by>Mara Quill</by>
<creditline>LW/HNN</creditline><located qcode="c:1"><name>Saint-Orens</name></located>
<infoSource role="isrol:originfo"><name>Port of Bexley</name></infoSource></contentMeta><contentSet><inlineXML>
<html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head><body><p>The ferry runs again.</p></body></html>
</inlineXML></contentSet></newsItem><newsItem guid="urn:lw:photo"><contentSet/></newsItem></itemSet></newsMessage>"""

_XHTML = "<p>The ferry runs again.</p><p>It was away for three years.</p>"

NINJS_1: dict[str, object] = {
    "uri": "urn:lw:1", "type": "text", "language": "en-GB", "headline": "Ferry runs again", "byline": "Mara Quill",
    "versioncreated": "2025-06-07T08:15:00Z", "ednote": "Corrects the year.", "copyrightholder": "Lowland Wire",
    "body_xhtml": _XHTML, "pubstatus": "usable",
}  # fmt: skip

NINJS_3: dict[str, object] = {
    "uri": "urn:lw:1", "type": "text", "language": "en", "headlines": [{"role": "main", "value": "Ferry runs again"}],
    "by": "Mara Quill", "firstCreated": "2025-06-07T08:15:00Z", "edNote": "Corrects the year.",
    "copyrightHolder": "Lowland Wire", "bodies": [{"role": "caption", "value": "A pier."}, {"role": "main", "value": _XHTML}],
    "infoSources": [{"name": "Port of Bexley", "role": "primary", "uri": "https://port.example"}],
    "associations": [{"name": "part", "rel": "usedIn", "uri": "urn:lw:0"}],
}  # fmt: skip

MESSAGE = """From: "Port of Bexley" <press@port.example>
Subject: =?utf-8?q?Die_F=C3=A4hre_f=C3=A4hrt_wieder?=
Date: Sat, 07 Jun 2025 08:15:00 +0200
Message-ID: <1@port.example>
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=cut

--cut
Content-Type: text/html; charset=utf-8

<p>Die Fähre.</p>
--cut
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: 8bit

Die Fähre fährt wieder.

--cut
Content-Type: application/pdf
Content-Disposition: attachment; filename=plan.pdf

x
--cut--
""".encode()

ENTITY_BOMB = (
    b'<?xml version="1.0"?><!DOCTYPE nitf [<!ENTITY a "rain">'
    + b"".join(b'<!ENTITY %c "%b">' % (i + 1, b"&%c;" % i * 10) for i in range(97, 107))
    + b"]><nitf><body><body.content><p>&k;</p></body.content></body></nitf>"
)

OUTSIDE_ENTITY = b'<!DOCTYPE nitf [<!ENTITY x SYSTEM "file:///etc/hostname">]><nitf><body><p>&x;</p></body></nitf>'


def warc_record(url: str, body: bytes, kind: str = "text/html; charset=utf-8") -> bytes:
    """Return one response record as it stands in a WARC."""
    payload = b"HTTP/1.1 200 OK\r\nContent-Type: " + kind.encode() + b"\r\n\r\n" + body
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2025-06-09T12:00:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-000000000000>\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(payload)}\r\n\r\n"
    )
    return head.encode() + payload + b"\r\n\r\n"


def zip_bomb() -> bytes:
    """Return a zip of a few hundred kilobytes that unfolds to a JSONL of blank lines without end."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("a.jsonl", "w") as member:
        for _ in range(300):
            member.write(b" " * 1_000_000)
    return packed.getvalue()
