package import Images
package import Pipeline
package import Storage

/// Property listings: tables and photos of estate agents become a catalogue with a site.
package struct ListingsWorker: Worker {
  package let name = "listings"
  package var routes: [any Route] {
    [ListingsRoute(), PhotosRoute(images: images), OutcomesRoute()]
  }
  package var migrations: [Migration] { ListingsMigrations.all }

  private let images: ImageWorker

  /// - Parameter images: looks at photos, and makes the copies that pages show.
  package init(images: ImageWorker = ImageWorker(executable: ImageWorker.besideThisProgram())) {
    self.images = images
  }
}
