/** An e-mail address; not the version behind a module's name: `queue@v0.161.0`. */
export const emailAddress = /(?<![\w.%+-])[\w.%+-]{1,64}@(?!v?\d+\.\d)[\w-]{1,63}(?:\.[\w-]{1,63})+/g;

/**
 * A phone number as people write it: with a country code, or in groups. Plain runs of digits are left alone: they are ids,
 * times and sizes far more often.
 */
export const phoneNumber =
  /(?<![\w+.:/-])(?:\+\d{1,3}[ .\-/]?(?:\(\d{1,4}\)[ .-]?)?\d{1,4}(?:[ .-]?\d{2,4}){1,4}|\(\d{2,5}\)[ .-]?\d{3,4}[ .-]?\d{3,4}|\d{3}[ .-]\d{3}[ .-]\d{4}|0\d{1,4}(?:[ -]| ?\/ ?)\d{3,8}(?:[ -]?\d{2,4}){0,2})(?![\w.-]*\w)/g;

/** A text with e-mail addresses and phone numbers replaced. */
export const replacePeople = (text: string, email = '<e-mail>', phone = '<phone>'): string =>
  text.replaceAll(emailAddress, email).replaceAll(phoneNumber, phone);
