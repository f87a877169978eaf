// What a kiosk needs to know of the library's payments, out of the settings: whose account, and the code of a transfer to it.
import type { PaymentRules } from './flows/account-state.ts';
import type { PaymentSettings } from './settings/payment.ts';
import { vietQr } from './vietqr.ts';

export const paymentRules = (settings: PaymentSettings): PaymentRules => ({
  to: { bank: settings.bankName, number: settings.accountNumber, name: settings.accountName },
  codeFor: (amount, reference) =>
    vietQr({
      bin: settings.bankBin,
      account: settings.accountNumber,
      amount,
      purpose: settings.purpose.replaceAll('{reference}', reference),
    }),
});
