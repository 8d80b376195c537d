import { z } from 'zod'
import { base, id } from '../contract/base.ts'
import { issuerDetails } from './model.ts'

export const issuersContract = {
  details: base.input(z.object({ issuerId: id })).output(issuerDetails),
}
