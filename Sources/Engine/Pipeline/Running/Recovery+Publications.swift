import Telemetry

extension Recovery {
  /// What was decided before this start becomes visible. What something stands in the way of stays
  /// decided, and keeps no other item waiting.
  func revealPublications() async throws {
    for (publication, error) in try await outbox.recover() {
      logger.error(
        "results not visible",
        [
          "item": "\(publication.item)", "target": "\(publication.target)", "reason": "\(error)",
          "detail": "they are decided, and become visible when nothing is in their way any more",
        ])
    }
  }
}
