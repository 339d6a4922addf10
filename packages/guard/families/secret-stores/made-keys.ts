import { reportArguments } from '../../effects/secrets.ts';
import { pathsOf } from '../../paths/path.ts';
import { placeOf } from '../../paths/place.ts';
import type { Invocation, Program } from '../../shell/shell.ts';
import { mark } from '../../text/text.ts';

/** What one way of calling a program does with keys. */
interface KeyUse {
  /** The subcommand, or the option that stands for one. */
  readonly verb: RegExp;
  /** Options whose file is a key that is made, or used without being shown. */
  readonly keys: RegExp;
}

/** Certificates for development are made every day: what is made in the project is no secret of anybody else's. */
const keyUses: Readonly<Record<string, readonly KeyUse[]>> = {
  openssl: [
    { verb: /^(genrsa|genpkey|gendsa|ecparam)$/, keys: /^-out$/ },
    { verb: /^req$/, keys: /^-(keyout|key)$/ },
    { verb: /^x509$/, keys: /^-(signkey|key|CAkey)$/ },
    { verb: /^ca$/, keys: /^-keyfile$/ },
    { verb: /^dgst$/, keys: /^-sign$/ },
    { verb: /^s_(server|client)$/, keys: /^-d?key$/ },
  ],
  mkcert: [{ verb: /^/, keys: /^-(key|cert|p12)-file$/ }],
  keytool: [
    { verb: /^-(genkey|genkeypair|certreq|exportcert|export|selfcert)$/, keys: /^-(keystore|file)$/ },
  ],
};

const isOfProject = (word: string, { state, reading }: Invocation): boolean =>
  pathsOf(word, state).every((path) => /^(inside|temp)$/.test(placeOf(path, reading.places)));

/** The arguments of a call that may name somebody's key: without those made or used in the project. */
export const withoutMadeKeys = (call: Invocation): readonly string[] => {
  const uses = (keyUses[call.name] ?? []).filter(({ verb }) => call.args.some((word) => verb.test(word)));
  return call.args.filter((word, at) => {
    const option = call.args[at - 1] ?? '';
    return !(uses.some(({ keys }) => keys.test(option)) && isOfProject(word, call));
  });
};

const keyMaker: Program = (call) => {
  reportArguments(withoutMadeKeys(call), call.reading, call.state);
  return mark.unknown;
};

export const keyMakers = { mkcert: keyMaker, keytool: keyMaker };
