import { defineProvider } from '../../channel-provider.ts';
import { manifest } from './manifest.ts';
import { normalize } from './normalize.ts';
import { parse } from './payload.ts';
import { settingsSchema } from './settings.ts';
import { verify } from './verify.ts';

export const sesMail = defineProvider({ manifest, settings: settingsSchema, verify, parse, normalize });
