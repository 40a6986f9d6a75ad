// What the pages gain from a script; everything works without it.
"use strict";

// The server tells times in the reader's zone once it knows it.
(() => {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const known = document.cookie.split("; ").find((c) => c.startsWith("tz="));
  if (zone && known !== "tz=" + zone) {
    document.cookie = "tz=" + zone + "; path=/; max-age=31536000; samesite=lax";
    // Once per visit the page is fetched again in the right zone, unless a form has been touched or sent.
    if (!known && document.querySelector("time") && !sessionStorage.getItem("zoned")) {
      sessionStorage.setItem("zoned", "1");
      location.reload();
    }
  }
})();

// Each time a button has been pressed, it cannot be pressed again until the answer is there.
document.addEventListener("submit", (event) => {
  if (event.target.dataset.sent) {
    event.preventDefault();
    return;
  }
  event.target.dataset.sent = "1";
  event.target.setAttribute("aria-busy", "true");
});
window.addEventListener("pageshow", () => {
  document.querySelectorAll("form[data-sent]").forEach((form) => {
    delete form.dataset.sent;
    form.removeAttribute("aria-busy");
  });
});

// Remaining time, counted down beside the instant that the server wrote.
const remaining = () => {
  document.querySelectorAll("time[data-countdown]").forEach((time) => {
    const left = Math.max(0, Math.floor((Date.parse(time.dateTime) - Date.now()) / 1000));
    const words = new Intl.RelativeTimeFormat(document.documentElement.lang, { numeric: "always" });
    const [value, unit] = left >= 172800 ? [left / 86400, "day"] : left >= 7200 ? [left / 3600, "hour"]
      : left >= 60 ? [left / 60, "minute"] : [left, "second"];
    const target = time.parentElement.querySelector("[data-left]");
    if (target) target.textContent = words.format(Math.floor(value), unit);
    // What was possible until now is not any more: the page is asked for again, once.
    if (left === 0 && !time.dataset.passed && !document.querySelector("form[data-sent]")) {
      time.dataset.passed = "1";
      if (sessionStorage.getItem("passed") !== time.dateTime) {
        sessionStorage.setItem("passed", time.dateTime);
        location.reload();
      }
    }
  });
};
remaining();
setInterval(remaining, 1000);

// An address to be copied: one press takes it.
document.querySelectorAll("input[data-copy]").forEach((field) => {
  field.addEventListener("focus", () => field.select());
  if (!navigator.clipboard) return;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "quiet";
  button.textContent = field.dataset.copy;
  button.addEventListener("click", () => navigator.clipboard.writeText(field.value).then(() => { button.textContent = field.dataset.copy + " ✓"; }));
  field.after(button);
});
