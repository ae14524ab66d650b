// Data table: the letters beyond ASCII that languages use, and the encodings they come in.

/// A language, or several with common letters, for telling encodings of one byte a character apart.
struct Alphabet: Sendable {
  let name: String
  /// Lower-case letters beyond ASCII; their capitals count, too.
  let letters: String
  /// Letters that occur as well, and count less.
  var rare = ""
  /// In the order in which they are tried: of two that fit as well the first is taken.
  let encodings: [String]

  private static let western = ["WINDOWS-1252", "ISO-8859-15", "MACINTOSH", "CP850"]
  private static let central = ["WINDOWS-1250", "ISO-8859-2"]
  private static let baltic = ["WINDOWS-1257", "ISO-8859-13"]
  private static let cyrillic = [
    "WINDOWS-1251", "KOI8-R", "ISO-8859-5", "CP866", "MAC-CYRILLIC",
  ]

  static let all = [
    Alphabet(
      name: "Western European", letters: "àáâãäæçèéêëíîïñóôöúüœß", rare: "åìòõøùûýÿ",
      encodings: western),
    Alphabet(name: "German", letters: "äöüßé", encodings: western),
    Alphabet(name: "French", letters: "àâæçèéêëîïôùûüœ", encodings: western),
    Alphabet(name: "Italian", letters: "àèéìíòóùú", encodings: western),
    Alphabet(name: "Spanish", letters: "áéíñóúüºª", encodings: western),
    Alphabet(name: "Portuguese", letters: "àáâãçéêíóôõúºª", encodings: western),
    Alphabet(name: "Nordic", letters: "åäæöøé", encodings: western),
    Alphabet(name: "Icelandic", letters: "áéíóúýðþæö", encodings: western),
    Alphabet(name: "Polish", letters: "ąćęłńóśźż", encodings: central),
    Alphabet(name: "Czech or Slovak", letters: "áäčďéěíĺľňóôŕřšťúůýž", encodings: central),
    Alphabet(name: "Hungarian", letters: "áéíóöőúüű", encodings: central),
    Alphabet(name: "Romanian", letters: "ăâîşţ", encodings: central),
    Alphabet(name: "Croatian or Slovenian", letters: "čćđšž", encodings: central),
    Alphabet(name: "Turkish", letters: "çğıöşüâ", encodings: ["WINDOWS-1254", "ISO-8859-9"]),
    Alphabet(name: "Lithuanian", letters: "ąčęėįšųūž", encodings: baltic),
    Alphabet(name: "Latvian", letters: "āčēģīķļņšūž", encodings: baltic),
    Alphabet(
      name: "Russian", letters: "абвгдежзийклмнопрстуфхцчшщъыьэюяё", encodings: cyrillic),
    Alphabet(
      name: "Ukrainian", letters: "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя",
      encodings: ["WINDOWS-1251", "ISO-8859-5"]),
    Alphabet(
      name: "Serbian", letters: "абвгдђежзијклљмнњопрстћуфхцчџш",
      encodings: ["WINDOWS-1251", "ISO-8859-5"]),
    Alphabet(
      name: "Greek", letters: "αβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώϊϋΐΰ",
      encodings: ["WINDOWS-1253", "ISO-8859-7"]),
    Alphabet(
      name: "Hebrew", letters: "אבגדהוזחטיךכלםמןנסעףפץצקרשת",
      encodings: ["WINDOWS-1255", "ISO-8859-8"]),
    Alphabet(
      name: "Arabic", letters: "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىي",
      encodings: ["WINDOWS-1256", "ISO-8859-6"]),
  ]
}
