import Commands
import Listings
import Tabular

await DropmillCommand.main(
  Array(CommandLine.arguments.dropFirst()), workers: [ListingsWorker(), TabularWorker()])
