extension CatalogueMerge {
  /// What of the file is not offered, by its lines: otherwise nobody finds them.
  static func sentences(_ taken: Taken, _ waiting: Waiting) -> [String] {
    [
      taken.gone.sentence(
        "1 listing was sold or let before; estimates rest on it too, and it is not offered",
        "%1 listings were sold or let before; estimates rest on them too, and they are not offered"
      ),
      taken.withdrawn.sentence(
        "1 listing is a draft, withdrawn or the like, as its row says, and is not offered",
        "%1 listings are drafts, withdrawn or the like, as their rows say, and are not offered"),
      waiting.off.sentence(
        "1 listing was sold or let and is off, although its row waits for a decision",
        "%1 listings were sold or let and are off, although their rows wait for a decision"),
      taken.back.sentence(
        "1 listing that was sold or let is on offer again, as its row says",
        "%1 listings that were sold or let are on offer again, as their rows say"),
      sentence(old: taken.old),
    ].compactMap(\.self)
  }

  fileprivate static func sentence(old lines: FirstLines) -> String? {
    lines.sentence(
      "1 row was not taken: a file that came later tells of its listing",
      "%1 rows were not taken: files that came later tell of their listings")
  }
}

extension OutcomeMerge.Taken {
  /// Which rows changed nothing, and why.
  var sentences: [String] {
    [
      CatalogueMerge.sentence(old: old),
      known.sentence(
        "1 row changes nothing: its listing was sold or let after that day",
        "%1 rows change nothing: their listings were sold or let after those days"),
    ].compactMap(\.self)
  }
}
