const namesSecret =
  /(^|[_:])(SECRET|TOKEN|PASSWORD|PASSWD|PASSPHRASE|API_?KEY|ACCESS_KEY|PRIVATE_KEY|CREDENTIALS?)(_|$)/i;

/** Last words of a name that tell a fact about a secret: `TOKEN_COUNT`, `API_KEY_HEADER`, `SECRET_NAME`. */
const tellsFact =
  /_(COUNT|LIMIT|BUDGET|USAGE|LENGTH|TTL|EXPIRY|EXPIRES(_(AT|IN))?|AGE|TIMEOUT|SECONDS|MINUTES|HOURS|DAYS|NAME|TYPE|HEADER|PREFIX|POLICY|ALGORITHM|ISSUER|AUDIENCE|SCOPES?|ENABLED|REQUIRED)$/i;

/** Whether a variable of this name holds a secret, as people name them. */
export const isSecretVariable = (name: string): boolean => namesSecret.test(name) && !tellsFact.test(name);
