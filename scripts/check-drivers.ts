import { join } from 'node:path'
import { driverComplaints } from '../src/native/drivers/validate.ts'

// Run by check.mjs: says what is wrong with the driver files of a folder, by default the ones that ship.
const complaints = driverComplaints(process.argv[2] ?? join(import.meta.dirname, '..', 'drivers'))
for (const complaint of complaints) console.log(complaint)
process.exit(complaints.length > 0 ? 1 : 0)
