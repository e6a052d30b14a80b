// Opens the vault with a security key: the key makes 32 secret bytes of a fixed text, the same each time.

const TEXT = new TextEncoder().encode("Dijkwacht, de kluis van het meldpunt");
const KINDS = [-7, -257].map((alg) => ({ type: "public-key", alg }));

export function watchSecurityKeys() {
  if (!window.PublicKeyCredential) return;
  for (const form of document.querySelectorAll("[data-prf]")) {
    form.hidden = false;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      touch(form);
    });
  }
}

async function touch(form) {
  const failed = form.querySelector("[data-failed]");
  failed.hidden = true;
  try {
    const id = form.dataset.prf ? bytes(form.dataset.prf) : await add(form.dataset.name);
    form.elements.secret.value = text(await secretOf(id));
    form.elements.credential.value = text(id);
    form.submit();
  } catch {
    failed.hidden = false;
  }
}

async function add(name) {
  const made = await navigator.credentials.create({
    publicKey: {
      challenge: random(32),
      rp: { name: "Dijkwacht", id: location.hostname },
      user: { id: random(16), name, displayName: name },
      pubKeyCredParams: KINDS,
      authenticatorSelection: { userVerification: "required", residentKey: "discouraged" },
      extensions: { prf: {} },
    },
  });
  return new Uint8Array(made.rawId);
}

async function secretOf(id) {
  const shown = await navigator.credentials.get({
    publicKey: {
      challenge: random(32),
      rpId: location.hostname,
      allowCredentials: [{ type: "public-key", id }],
      userVerification: "required",
      extensions: { prf: { eval: { first: TEXT } } },
    },
  });
  return new Uint8Array(shown.getClientExtensionResults().prf.results.first);
}

function random(size) {
  return crypto.getRandomValues(new Uint8Array(size));
}

function text(raw) {
  return btoa(String.fromCharCode(...raw)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

function bytes(written) {
  const plain = atob(written.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (character) => character.charCodeAt(0));
}
