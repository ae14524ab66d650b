import Files

/// What one run of one stage came to.
package struct StageResult {
  package var outcome: Outcome
  package var records = 0
  /// Rows and cells that were left out.
  package var rejects = 0
  /// Of these, cells of rows that were read.
  package var rejectedCells = 0
  package var held = 0
  var heldFindings: [Finding] = []
  /// What publish wrote, not visible yet.
  var pending: PublicationWriter?
}
