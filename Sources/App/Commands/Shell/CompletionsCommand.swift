/// `dropmill completions SHELL`
struct CompletionsCommand: Command {
  /// What the shells' functions ask the program with; the words of the line follow, the last of
  /// which is being written.
  static let question = "--complete"

  static let name = "completions"
  static let summary = "print what teaches a shell to complete commands, items and stages"
  static let operands = "bash | zsh | fish"
  static let verbs = [
    Verb("bash", "for /usr/share/bash-completion/completions/dropmill"),
    Verb("zsh", "for a folder of $fpath, as _dropmill"),
    Verb("fish", "for /usr/share/fish/vendor_completions.d/dropmill.fish"),
  ]
  static let details = """
    The package installs them. By hand, for this shell only:

      source <(dropmill completions bash)
      dropmill completions fish | source
    """

  func run(_ arguments: Arguments, _ session: Session) throws -> ExitCode {
    let text =
      switch try Self.verb(arguments).0 {
      case "bash": Self.bash
      case "zsh": Self.zsh
      default: Self.fish
      }
    session.console.print(text)
    return .success
  }

  // The scripts only carry words to the program and answers back: what can be completed is known
  // in one place. An answer is a line each: a word, a tab, what it means; `:files` and
  // `:directories` leave the rest to the shell.

  private static let bash = """
    # Completes dropmill in bash.
    _dropmill() {
      local word line
      COMPREPLY=()
      while IFS= read -r line; do
        word=${line%%$'\\t'*}
        case $word in
          :files) compopt -o default ;;
          :directories) compopt -o dirnames ;;
          *) COMPREPLY+=("$word") ;;
        esac
      done < <(dropmill --complete "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
    }
    complete -F _dropmill dropmill
    """

  private static let zsh = """
    #compdef dropmill
    # Completes dropmill in zsh.
    _dropmill() {
      local line word
      local -a found
      while IFS= read -r line; do
        word=${line%%$'\\t'*}
        case $word in
          :files) _files ;;
          :directories) _files -/ ;;
          *) found+=("${word//:/\\\\:}:${line#*$'\\t'}") ;;
        esac
      done < <(dropmill --complete "${(@)words[2,CURRENT]}" 2>/dev/null)
      (( ${#found} )) && _describe dropmill found
    }
    if [ "$funcstack[1]" = "_dropmill" ]; then _dropmill "$@"; else compdef _dropmill dropmill; fi
    """

  private static let fish = """
    # Completes dropmill in fish.
    function __dropmill_complete
      set -l words (commandline -opc) (commandline -ct)
      for line in (dropmill --complete $words[2..-1] 2>/dev/null)
        switch $line
          case ':files*'
            __fish_complete_path (commandline -ct)
          case ':directories*'
            __fish_complete_directories (commandline -ct)
          case '*'
            echo $line
        end
      end
    end
    complete -c dropmill -f -a '(__dropmill_complete)'
    """
}
