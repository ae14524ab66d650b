/// How a page leads to the top of its site.
@usableFromInline package enum SiteRoot: Sendable {
  /// The page lies so many directories below it.
  case up(Int)
  /// By the site's own address: for a page that is shown at addresses of any depth.
  case address(String)
  /// Not known yet: for a ``Stencil``.
  case open
}

/// When a picture is fetched.
@usableFromInline package enum Loading: Sendable {
  /// At once, before others: it is what a visitor sees first.
  case first
  /// When it comes near what is seen.
  case later
  /// Not known yet: for a ``Stencil``.
  case open
}

extension HTMLWriter {
  @usableFromInline mutating func put(_ link: Link) {
    if link.isInSite { put(root) }
    text(link.text)
  }

  mutating func put(_ root: SiteRoot) {
    switch root {
    case .up(let count): for _ in 0..<count { markup("../") }
    case .address(let address): text(address)
    case .open: byte(Stencil.rootHole)
    }
  }

  @usableFromInline mutating func put(_ loading: Loading) {
    switch loading {
    case .first: markup(" fetchpriority=\"high\"")
    case .later: markup(" loading=\"lazy\" decoding=\"async\"")
    case .open: byte(Stencil.loadingHole)
    }
  }
}
