import Testing

@testable import Listings

@Suite struct `The options of a rule` {
  @Test(arguments: [
    "currency", "columns", "header_line", "fraud_block", "style", "prompt", "snapshot",
    "site_name", "country", "channels", "channel_templates", "blm_branch", "address_precision",
  ])
  func `are known by their names`(_ name: String) {
    #expect(ListingsWorker().optionNames?.contains(name) == true)
  }
}
