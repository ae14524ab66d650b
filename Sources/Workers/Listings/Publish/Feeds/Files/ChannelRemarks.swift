import Pipeline

/// What somebody should know of a channel's listings, counted instead of told for each.
struct ChannelRemarks {
  private var counts: [String: Int] = [:]
  /// More different ones are left out; the files show them all the same.
  private static let kindsMax = 20

  mutating func add(_ remarks: Posting.Remarks) {
    for word in remarks.unknownWords {
      add("has no word of its own for the type “\(word)”, see option property_types")
    }
    for removal in remarks.removals { add(removal) }
  }

  private mutating func add(_ remark: String) {
    if counts[remark] == nil, counts.count == Self.kindsMax { return }
    counts[remark, default: 0] += 1
  }

  /// For the report, the most frequent first.
  func findings(of channel: String) -> [Finding] {
    counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { remark, count in
      Finding(.warning, "channel-\(channel)", "\(channel): \(remark) (\(Figures.listings(count))).")
    }
  }
}
