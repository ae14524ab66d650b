import Commands
import Listings
import Operations
import Parcels
import Tabular
import Workshop

await DropmillCommand.main(
  Array(CommandLine.arguments.dropFirst()),
  workers: [
    ListingsWorker(desk: .live()), OperationsWorker(), ParcelsWorker(), TabularWorker(),
    WorkshopWorker(),
  ])
