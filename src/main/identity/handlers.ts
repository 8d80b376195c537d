import { api } from '../contract/api.ts'
import type { Slice } from '../contract/router.ts'
import type { Centre } from './centre.ts'
import type { Dossiers } from './dossiers.ts'

export type IdentityService = Dossiers & Centre

export const identityHandlers = (identity: IdentityService): Slice<'identity'> => ({
  identity: {
    rules: api.identity.rules.handler(({ input }) => identity.rules(input)),
    begin: api.identity.begin.handler(({ input }) => identity.begin(input)),
    dossier: api.identity.dossier.handler(({ input }) => identity.dossier(input)),
    save: api.identity.save.handler(({ input }) => identity.save(input)),
    abandon: api.identity.abandon.handler(({ input }) => identity.abandon(input)),
    forget: api.identity.forget.handler(({ input }) => identity.forget(input)),
    sendCode: api.identity.sendCode.handler(({ input }) => identity.sendCode(input)),
    proveContact: api.identity.proveContact.handler(({ input }) => identity.proveContact(input)),
    putPerson: api.identity.putPerson.handler(({ input }) => identity.putPerson(input)),
    checkRegister: api.identity.checkRegister.handler(({ input }) => identity.checkRegister(input)),
    putEntity: api.identity.putEntity.handler(({ input }) => identity.putEntity(input)),
    putDetails: api.identity.putDetails.handler(({ input }) => identity.putDetails(input)),
    putAppeal: api.identity.putAppeal.handler(({ input }) => identity.putAppeal(input)),
    upload: api.identity.upload.handler(({ input }) => identity.upload(input)),
    askHandler: api.identity.askHandler.handler(({ input }) => identity.askHandler(input)),
    bindHandler: api.identity.bindHandler.handler(({ input }) => identity.bindHandler(input)),
    submit: api.identity.submit.handler(({ input }) => identity.submit(input)),
    centre: api.identity.centre.handler(({ input }) => identity.centre(input)),
    linkLegacy: api.identity.linkLegacy.handler(({ input }) => identity.linkLegacy(input)),
    removeHandler: api.identity.removeHandler.handler(({ input }) => identity.removeHandler(input)),
    sendContactCode: api.identity.sendContactCode.handler(({ input }) => identity.sendContactCode(input)),
    changeContact: api.identity.changeContact.handler(({ input }) => identity.changeContact(input)),
    changePassword: api.identity.changePassword.handler(({ input }) => identity.changePassword(input)),
    sessions: api.identity.sessions.handler(({ input }) => identity.sessions(input)),
    endSession: api.identity.endSession.handler(({ input }) => identity.endSession(input)),
    close: api.identity.close.handler(({ input }) => identity.close(input)),
    askReset: api.identity.askReset.handler(({ input }) => identity.askReset(input)),
    finishReset: api.identity.finishReset.handler(({ input }) => identity.finishReset(input)),
  },
})
