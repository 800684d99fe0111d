/** The types of the shop's self-play, in their order. */
export const story = [
  "cart.item-added",
  "cart.item-added",
  "cart.quantity-changed",
  "cart.item-added",
  "price.changed",
  "cart.voucher-applied",
  "order.placed",
  "stock.reserved",
  "payment.failed",
  "order.cancelled",
  "stock.released",
  "cart.restored",
];
