import Commands
import Listings
import Operations
import Parcels
import Processes
import Tabular
import Workshop

ProcessMemory.shareHeaps()
await DropmillCommand.main(
  workers: [
    ListingsWorker(desk: .live()), OperationsWorker(), ParcelsWorker(), TabularWorker(),
    WorkshopWorker(),
  ])
