export {
  createReplacementService,
  type ReplacementService,
  type ReplacementWish,
} from './replacement-service.ts'
