import Foundation
import Images
package import Pipeline
package import Rules
package import Storage

/// Property listings: tables and photos of estate agents become a catalogue with a site.
package struct ListingsWorker: Worker {
  package let name = "listings"
  package var routes: [any Route] {
    [ListingsRoute(), PhotosRoute(images: images), DocumentsRoute(), OutcomesRoute()]
  }
  package var migrations: [Migration] { ListingsMigrations.all }

  package var ruleFiles: [String] { [HeaderAliases.fileName] }

  package var panels: [Panel] { [CataloguePanel.panel] }

  private let images: ImageWorkers

  /// - Parameter imageProcesses: that look at photos and make the copies that pages show, at the
  ///   same time: as many as there are cores.
  package init(imageProcesses: Int = ProcessInfo.processInfo.activeProcessorCount) {
    images = ImageWorkers(count: imageProcesses) {
      ImageWorker(executable: ImageWorker.besideThisProgram())
    }
  }

  package func faults(in file: RuleFile) -> [RuleFault] {
    HeaderAliases.standard.extended(by: file).faults
  }
}
