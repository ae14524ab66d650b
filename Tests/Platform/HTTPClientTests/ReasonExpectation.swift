import HTTPClient
import Testing

/// Expects that the body throws an error of this reason, and returns it.
@discardableResult
func expectReason<Value>(
  _ reason: HTTPError.Reason, location: SourceLocation = #_sourceLocation,
  _ body: () async throws -> Value
) async -> HTTPError? {
  do {
    _ = try await body()
    Issue.record("nothing was thrown", sourceLocation: location)
  } catch let error as HTTPError {
    #expect(error.reason == reason, "\(error)", sourceLocation: location)
    return error
  } catch {
    Issue.record("\(error)", sourceLocation: location)
  }
  return nil
}
