import { exportPKCS8, generateKeyPair, jwtVerify } from "jose";
import { type FakeAnswer, isRecord, refuse } from "./answer.ts";

const LIFE_MS = 3_600_000;
const LONGEST_PROOF_S = 600;
const APP_ID = "Iv1.fake";
const INSTALLATION_ID = "7001";

/** The app that the fake knows. */
export interface FakeApp {
  readonly appId: string;
  readonly installationId: string;
  /** A private key that is made at its first use. */
  readonly privateKey: () => Promise<string>;
}

/** Who may ask the fake. */
export interface Access {
  readonly app: FakeApp;
  /** The login behind a credential; `undefined` for one that is unknown or over. */
  loginOf(authorization: string | null, now: number): string | undefined;
  /** Gives an installation token out for an app's own proof. */
  grant(authorization: string | null, installation: string, body: unknown, now: number): Promise<FakeAnswer>;
  /** Ends all tokens of the app at once. */
  revoke(): void;
  /** How many tokens were given out. */
  granted(): number;
}

export function createAccess(token: string, login: string, repo: string): Access {
  const tokens = new Map<string, number>();
  let given = 0;
  let made: ReturnType<typeof generateKeyPair> | undefined;
  const pair = (): ReturnType<typeof generateKeyPair> => (made ??= generateKeyPair("RS256", { extractable: true }));

  const proven = async (authorization: string | null, now: number): Promise<string | undefined> => {
    try {
      const { payload } = await jwtVerify(bearer(authorization) ?? "", (await pair()).publicKey, {
        algorithms: ["RS256"],
        requiredClaims: ["iat", "exp"],
        currentDate: new Date(now),
      });
      const { iat = 0, exp = 0, iss } = payload;
      if (exp - Math.floor(now / 1000) > LONGEST_PROOF_S)
        return "'Expiration time' claim ('exp') is too far in the future";
      if (iat > now / 1000)
        return "'Issued at' claim ('iat') must be an Integer representing the time that it was issued";
      return iss === APP_ID ? undefined : "A JSON web token could not be decoded";
    } catch {
      return "A JSON web token could not be decoded";
    }
  };

  return {
    app: {
      appId: APP_ID,
      installationId: INSTALLATION_ID,
      privateKey: async () => exportPKCS8((await pair()).privateKey),
    },
    loginOf(authorization, now) {
      const found = bearer(authorization);
      if (found === token) return login;
      return found !== undefined && (tokens.get(found) ?? 0) > now ? "footplate[bot]" : undefined;
    },
    async grant(authorization, installation, body, now) {
      const problem = await proven(authorization, now);
      if (problem !== undefined) return refuse(401, problem);
      if (installation !== INSTALLATION_ID) return refuse(404, "Not Found");
      const wanted = isRecord(body) && Array.isArray(body["repositories"]) ? body["repositories"] : [];
      if (wanted.some((name) => name !== repo))
        return refuse(422, "There is at least one repository that does not exist");
      given += 1;
      const text = `ghs_fake_${given}_${"0".repeat(60)}`;
      tokens.set(text, now + LIFE_MS);
      const permissions = isRecord(body) && isRecord(body["permissions"]) ? body["permissions"] : { metadata: "read" };
      const expires = `${new Date(now + LIFE_MS).toISOString().slice(0, 19)}Z`;
      return { status: 201, body: { token: text, expires_at: expires, permissions, repository_selection: "selected" } };
    },
    revoke: () => tokens.clear(),
    granted: () => given,
  };
}

function bearer(authorization: string | null): string | undefined {
  return /^(?:Bearer|token) (\S+)$/i.exec(authorization ?? "")?.[1];
}
