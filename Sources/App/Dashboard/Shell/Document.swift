import Pages

/// A whole page of the dashboard: head, navigation, what happened last, the content, and the field
/// for files.
struct Document<Content: HTML>: HTML {
  let title: String
  let section: Section?
  let context: PageContext
  let content: Content

  init(
    _ title: String, _ section: Section?, _ context: PageContext,
    @HTMLBuilder content: () -> Content
  ) {
    self.title = title
    self.section = section
    self.context = context
    self.content = content()
  }

  /// The page in bytes.
  ///
  /// - Parameter fragment: only what a script puts in the place of what it has: the main part.
  func bytes(isFragment: Bool = false) -> [UInt8] {
    var writer = HTMLWriter()
    if isFragment { mainPart.write(&writer) } else { write(&writer) }
    return writer.withBytes { Array($0) }
  }

  func write(_ writer: inout HTMLWriter) {
    HTMLStart(context: context, title: title).write(&writer)
    header.write(&writer)
    mainPart.write(&writer)
    foot.write(&writer)
    writer.markup("</body>\n</html>\n")
  }

  private var words: Words { context.words }

  /// What the script says.
  private var scriptWords: some HTML {
    div(
      .id("words"), .hidden,
      .data(DataName("data-signed-out"), words("You are signed out: sign in again.")),
      .data(DataName("data-connected"), words("Connected again.")),
      .data(DataName("data-lost"), words("No connection; trying again …")),
      .data(DataName("data-fresh"), words("Show %1 new", "%1")),
      .data(DataName("data-page"), words("Choose all on this page")),
      .data(DataName("data-sending"), words("Sending %1 …", "%1")),
      .data(DataName("data-refused"), words("%1 was not taken.", "%1")),
      .data(DataName("data-sent"), words("%1 dropped into the inbox.", "%1")),
      .data(DataName("data-line"), words("Line %1")),
      .data(DataName("data-copy"), words("Copy")), .data(DataName("data-copied"), words("Copied.")),
      .data(DataName("data-keys"), words("Keys")), .data(DataName("data-close"), words("Close")),
      .data(DataName("data-caps"), words("Caps Lock is on.")),
      .data(
        DataName("data-help"),
        words("/:search|j k:next and previous row|x:choose the row|Enter:open it") + "|"
          + words("r:look again|t:light or dark|?:this list|Esc:leave a field")))
  }

  @HTMLBuilder private var mainPart: some HTML {
    main(
      .id("content"), .class("content"), .tabindex(-1),
      .data(DataName("data-live"), "main").when(!context.isStill)
    ) {
      for note in context.notes {
        div(.class("note \(note.kind.rawValue)"), .role("status")) {
          Sign(note.kind.rawValue, words)
          p { note.text }
        }
      }
      content
    }
  }

  @HTMLBuilder private var header: some HTML {
    Pages.header(.class("side")) {
      a(.class("brand"), .href(Link("/"))) { "Dropmill" }
      nav(.class("menu"), .ariaLabel(words("Main navigation"))) {
        navigation
      }
      div(.class("account")) {
        span(.class("who")) {
          strong { context.userName }
          small { context.roleName }
        }
        PostForm("/logout", context) {
          button(.class("quiet"), .type("submit")) { words("Log out") }
        }
      }
    }
  }

  @HTMLBuilder private var navigation: some HTML {
    for group in Section.groups {
      ul {
        for entry in group where entry.isShown(context) {
          li { NavigationEntry(entry: entry, isCurrent: entry == section, context: context) }
        }
      }
    }
  }

  @HTMLBuilder private var foot: some HTML {
    footer(.class("foot"), .id("more")) {
      DropBox(context: context)
      nav(.class("menu"), .ariaLabel(words("All pages"))) { navigation }
      scriptWords
      p(.class("live"), .id("live"), .role("status"), .ariaLive("polite")) {}
    }
    nav(.class("thumb"), .ariaLabel(words("Most used pages"))) {
      for entry in Section.thumb {
        NavigationEntry(entry: entry, isCurrent: entry == section, context: context)
      }
      a(.href(Link("#more"))) { words("More") }
    }
  }
}

/// Everything before the first visible thing.
struct HTMLStart: HTML {
  let context: PageContext
  let title: String

  func write(_ writer: inout HTMLWriter) {
    writer.markup("<!doctype html>\n<html lang=\"")
    writer.text(context.words.language)
    writer.markup("\" data-theme=\"")
    writer.text(context.theme.rawValue)
    writer.markup("\" data-keys=\"")
    writer.text(context.hasShortcuts ? "on" : "off")
    writer.markup("\" data-refresh=\"")
    writer.text(String(context.refreshSeconds))
    writer.markup("\" data-position=\"")
    writer.text(context.position)
    writer.markup("\" data-token=\"")
    writer.text(context.formToken)
    if context.isFollowing { writer.markup("\" data-follow=\"1") }
    writer.markup("\">\n<head>\n<meta charset=\"utf-8\">\n")
    writer.markup("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
    writer.markup("<meta name=\"robots\" content=\"noindex\">\n<title>")
    writer.text("\(title) · Dropmill")
    writer.markup("</title>\n<link rel=\"icon\" href=\"")
    writer.text(context.files.icon.address)
    writer.markup("\" type=\"image/svg+xml\">\n<link rel=\"stylesheet\" href=\"")
    writer.text(context.files.stylesheet.address)
    writer.markup("\">\n<script src=\"")
    writer.text(context.files.script.address)
    writer.markup("\" defer></script>\n")
    if context.isFollowing {
      writer.markup("<noscript><meta http-equiv=\"refresh\" content=\"5\"></noscript>\n")
    }
    writer.markup("</head>\n<body>\n<a class=\"skip\" href=\"#content\">")
    writer.text(context.words("Skip to content"))
    writer.markup("</a>\n")
  }
}

private struct NavigationEntry: HTML {
  let entry: Section
  let isCurrent: Bool
  let context: PageContext

  func write(_ writer: inout HTMLWriter) {
    a(
      .href(entry.link), .ariaCurrent("page").when(isCurrent),
      .data(DataName("data-key"), entry.key)
    ) {
      span { entry.title(context.words) }
      if entry == .decisions, let waiting = context.waiting, waiting > 0 {
        span(.class("count")) {
          context.words.number(waiting)
          span(.class("hidden-text")) { context.words("waiting") }
        }
      }
    }.write(&writer)
  }
}

/// A form that changes something.
struct PostForm<Content: HTML>: HTML {
  let action: String
  let context: PageContext
  let content: Content

  init(_ action: String, _ context: PageContext, @HTMLBuilder content: () -> Content) {
    self.action = action
    self.context = context
    self.content = content()
  }

  func write(_ writer: inout HTMLWriter) {
    form(.method("post"), .action(Link(action))) {
      input(.type("hidden"), .name("_csrf"), .value(context.formToken))
      content
    }.write(&writer)
  }
}

/// Stands first in a form in which Enter would do what its first button does, and is not to: a
/// browser takes the first button, and does nothing where that is disabled.
struct NoEnter: HTML {
  func write(_ writer: inout HTMLWriter) {
    button(.type("submit"), .disabled, .hidden) {}.write(&writer)
  }
}

/// The field for files on every page; with a script, a file can be dropped anywhere.
private struct DropBox: HTML {
  let context: PageContext

  func write(_ writer: inout HTMLWriter) {
    if !context.mayDecide { return }
    let words = context.words
    form(
      .class("drop"), .id("drop"), .method("post"), .action(Link("/upload")),
      .encoding("multipart/form-data"), .ariaLabelledBy("drop-title")
    ) {
      input(.type("hidden"), .name("_csrf"), .value(context.formToken))
      input(.type("hidden"), .name("next"), .value(context.address))
      h2(.id("drop-title")) { words("Drop files") }
      p { words("Drop them anywhere on this page, or choose them here.") }
      div(.class("fields")) {
        div {
          label(.for("drop-to")) { words("Folder of the inbox") }
          input(
            .id("drop-to"), .name("to"), .type("text"), .autocomplete("off"),
            .spellcheck("false"), .ariaDescribedBy("drop-hint"))
        }
        div {
          label(.for("drop-file")) { words("Files") }
          input(.id("drop-file"), .name("file"), .type("file"), .multiple, .required)
        }
        button(.type("submit")) { words("Drop into the inbox") }
      }
      p(.class("hint"), .id("drop-hint")) {
        words("A worker and a business, such as worker/acme. Empty: the inbox itself.")
      }
    }.write(&writer)
  }
}
