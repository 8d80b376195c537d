import { z } from 'zod'
import { base, id, nothing } from '../contract/base.ts'

export const ordersContract = {
  /** Opens the page of the payment service in the system's browser. */
  openPayment: base.input(z.object({ transactionId: id })).output(nothing),
}
