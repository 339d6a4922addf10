/** Dollars for people: `$14.20`, `-$3.00`, `$1,250.00`; what is less than a cent is not nothing: `under $0.01`. */
export const dollars = (amount: number): string => {
  const size = Math.abs(amount);
  if (size > 0 && size < 0.005) return 'under $0.01';
  const digits = { minimumFractionDigits: 2, maximumFractionDigits: 2 };
  return `${amount < 0 ? '-' : ''}$${size.toLocaleString('en-US', digits)}`;
};
