import Foundation
import Images
package import Models
package import Pipeline
package import Rules
package import Storage
import Tables

/// Property listings: tables and photos of estate agents become a catalogue with a site.
package struct ListingsWorker: Worker {
  package let name = "listings"
  package var routes: [any Route] {
    [
      ListingsRoute(desk: desk), PhotosRoute(images: images, matchers: matchers),
      DocumentsRoute(matchers: matchers), OutcomesRoute(),
    ]
  }
  package var migrations: [Migration] { ListingsMigrations.all }

  package var optionNames: Set<String>? {
    [
      IngestOptions.names, TablePins.optionNames, FraudTable.optionNames, TextOptions.names,
      WritingOptions.names, SiteSettings.optionNames, ChannelSettings.names,
      [AddressPrecision.option, Snapshot.option],
    ].reduce(into: []) { $0.formUnion($1) }
  }

  package var ruleFiles: [String] { [HeaderAliases.fileName] }
  package var prompts: [RuleFile] { ListingPrompts.files }
  package var promptSample: [String: String] { ListingPrompts.sample }

  package var panels: [Panel] { [CataloguePanel.panel, ModelPanel.panel(ListingPrompts.files)] }

  private let images: ImageWorkers
  private let matchers = MediaMatchers()
  private let desk: ModelDesk?

  /// - Parameters:
  ///   - imageProcesses: that look at photos and make the copies that pages show, at the same time:
  ///     as many as there are cores.
  ///   - desk: where models are asked; without one all texts are written by rules.
  package init(
    imageProcesses: Int = ProcessInfo.processInfo.activeProcessorCount, desk: ModelDesk? = nil
  ) {
    images = ImageWorkers(count: imageProcesses) {
      ImageWorker(executable: ImageWorker.besideThisProgram())
    }
    self.desk = desk
  }

  package func problems(in options: [String: RuleValue]) -> [OptionProblem] {
    let site = SiteSettings(
      name: "", address: options["site_address"]?.string, country: options["country"]?.string)
    return IngestOptions(options).problems + TablePins.problems(in: options)
      + FraudTable(options: options).problems + TextOptions(options).problems
      + WritingOptions(options).problems + SiteSettings.problems(in: options)
      + ChannelList(ChannelSettings(options, site: site)).problems
      + [AddressPrecision.read(options).problem, Snapshot.problem(in: options)].compactMap { $0 }
  }

  package func faults(in file: RuleFile) -> [RuleFault] {
    HeaderAliases.standard.extended(by: file).faults
  }
}
