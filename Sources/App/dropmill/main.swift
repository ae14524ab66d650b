import Commands
import Listings
import Parcels
import Tabular
import Workshop

await DropmillCommand.main(
  Array(CommandLine.arguments.dropFirst()),
  workers: [ListingsWorker(), ParcelsWorker(), TabularWorker(), WorkshopWorker()])
