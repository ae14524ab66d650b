// A table: the elements of HTML that bodies of pages use, one a line. What only the head of a page
// holds is in `Page`, and the parts of drawings are in `DrawingTag`, so that names such as `title`
// stay free.

// Sections
@inlinable package var header: Tag { .block("header") }
@inlinable package var footer: Tag { .block("footer") }
@inlinable package var main: Tag { .block("main") }
@inlinable package var nav: Tag { .block("nav") }
@inlinable package var section: Tag { .block("section") }
@inlinable package var article: Tag { .block("article") }
@inlinable package var aside: Tag { .block("aside") }
@inlinable package var h1: Tag { .block("h1") }
@inlinable package var h2: Tag { .block("h2") }
@inlinable package var h3: Tag { .block("h3") }
@inlinable package var h4: Tag { .block("h4") }

// Text
@inlinable package var div: Tag { .block("div") }
@inlinable package var p: Tag { .block("p") }
@inlinable package var ul: Tag { .block("ul") }
@inlinable package var ol: Tag { .block("ol") }
@inlinable package var li: Tag { .block("li") }
@inlinable package var dl: Tag { .block("dl") }
@inlinable package var dt: Tag { .block("dt") }
@inlinable package var dd: Tag { .block("dd") }
@inlinable package var figure: Tag { .block("figure") }
@inlinable package var figcaption: Tag { .block("figcaption") }
@inlinable package var blockquote: Tag { .block("blockquote") }
@inlinable package var pre: Tag { .block("pre") }
@inlinable package var details: Tag { .block("details") }
@inlinable package var summary: Tag { .block("summary") }
@inlinable package var address: Tag { .block("address") }
@inlinable package var span: Tag { .inline("span") }
@inlinable package var a: Tag { .inline("a") }
@inlinable package var strong: Tag { .inline("strong") }
@inlinable package var em: Tag { .inline("em") }
@inlinable package var small: Tag { .inline("small") }
@inlinable package var abbr: Tag { .inline("abbr") }
@inlinable package var time: Tag { .inline("time") }
@inlinable package var kbd: Tag { .inline("kbd") }
@inlinable package var code: Tag { .inline("code") }
@inlinable package var del: Tag { .inline("del") }
@inlinable package var ins: Tag { .inline("ins") }
@inlinable package var sub: Tag { .inline("sub") }
@inlinable package var sup: Tag { .inline("sup") }
@inlinable package var bdi: Tag { .inline("bdi") }
@inlinable package var q: Tag { .inline("q") }

// Tables
@inlinable package var table: Tag { .block("table") }
@inlinable package var caption: Tag { .block("caption") }
@inlinable package var thead: Tag { .block("thead") }
@inlinable package var tbody: Tag { .block("tbody") }
@inlinable package var tfoot: Tag { .block("tfoot") }
@inlinable package var tr: Tag { .block("tr") }
@inlinable package var th: Tag { .block("th") }
@inlinable package var td: Tag { .block("td") }

// Forms
@inlinable package var form: Tag { .block("form") }
@inlinable package var fieldset: Tag { .block("fieldset") }
@inlinable package var legend: Tag { .block("legend") }
@inlinable package var label: Tag { .block("label") }
@inlinable package var select: Tag { .block("select") }
@inlinable package var option: Tag { .block("option") }
@inlinable package var textarea: Tag { .block("textarea") }
@inlinable package var button: Tag { .block("button") }
@inlinable package var output: Tag { .block("output") }
@inlinable package var datalist: Tag { .block("datalist") }

// Pictures and drawings
@inlinable package var picture: Tag { .block("picture") }
@inlinable package var svg: Tag { .block("svg") }

// Elements without content
@inlinable package var br: VoidTag { VoidTag("br") }
@inlinable package var hr: VoidTag { VoidTag("hr") }
@inlinable package var wbr: VoidTag { VoidTag("wbr") }
@inlinable package var img: VoidTag { VoidTag("img") }
@inlinable package var input: VoidTag { VoidTag("input") }
@inlinable package var source: VoidTag { VoidTag("source") }
