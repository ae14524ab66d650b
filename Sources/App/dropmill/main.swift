import Commands
import Listings
import Parcels
import Tabular

await DropmillCommand.main(
  Array(CommandLine.arguments.dropFirst()),
  workers: [ListingsWorker(), ParcelsWorker(), TabularWorker()])
