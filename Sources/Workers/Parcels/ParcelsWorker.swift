import Archives
package import Pipeline

/// Archives and bundles: each file in them becomes an item of its own.
package struct ParcelsWorker: Worker {
  package let name = "parcels"
  package let routes: [any Route]
  package let optionNames: Set<String>? = []

  package init() { routes = [ParcelsRoute(archives: ArchiveWorker())] }
}
