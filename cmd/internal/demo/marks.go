package demo

// The marks are drawings, each with an idea of its own: a bowl on a lake under
// the sun, a hanging lamp, a star on a coin, two peaks that sound, a cairn by
// the sea, two leaves that make a heart.
const (
	markKivu = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 128 128">
<circle cx="64" cy="38" r="20" fill="#F2B705"/>
<path d="M12 58 H116 C114 90 92 108 64 108 C36 108 14 90 12 58 Z" fill="#C2410C"/>
<path d="M24 74 C33 66 42 66 51 74 S69 82 78 74 S95 66 104 74" fill="none" stroke="#FFFFFF" stroke-width="5" stroke-linecap="round"/>
<path d="M33 89 C41 82 48 82 56 89 S71 96 79 89 S91 83 95 88" fill="none" stroke="#FFFFFF" stroke-width="5" stroke-linecap="round"/>
<rect x="46" y="110" width="36" height="8" rx="4" fill="#C2410C"/>
</svg>`
	markLumen = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 128 128">
<rect x="61" y="6" width="6" height="34" fill="#0F766E"/>
<path d="M50 38 H78 L108 82 H20 Z" fill="#0F766E"/>
<path d="M44 82 A20 20 0 0 0 84 82 Z" fill="#F59E0B"/>
<path d="M64 108 V122 M36 102 L28 114 M92 102 L100 114" stroke="#F59E0B" stroke-width="6" stroke-linecap="round" fill="none"/>
</svg>`
	markNyota = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 128 128">
<circle cx="76" cy="76" r="42" fill="#F59E0B"/>
<circle cx="76" cy="76" r="33" fill="#FDE9C8"/>
<path d="M56 10 L68 43 L103 44 L75 65 L85 99 L56 79 L27 99 L37 65 L9 44 L44 43 Z" fill="#7C3AED"/>
</svg>`
	markPic = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 128 128">
<path d="M6 112 L50 34 L94 112 Z" fill="#BE185D"/>
<path d="M58 112 L90 56 L122 112 Z" fill="#7C3AED"/>
<path d="M50 34 L62 56 L52 64 L44 54 L36 60 Z" fill="#FFFFFF"/>
<path d="M78 36 A16 16 0 0 1 94 20 M78 20 A32 32 0 0 1 94 4" fill="none" stroke="#BE185D" stroke-width="6" stroke-linecap="round"/>
<circle cx="98" cy="38" r="7" fill="#7C3AED"/>
</svg>`
	markRoches = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 128 128">
<ellipse cx="64" cy="22" rx="18" ry="12" fill="#93B4F5"/>
<ellipse cx="62" cy="48" rx="30" ry="14" fill="#1D4ED8"/>
<ellipse cx="66" cy="78" rx="44" ry="16" fill="#163A9E"/>
<path d="M8 106 C20 94 32 94 44 106 S68 118 80 106 S108 94 120 106" fill="none" stroke="#0F766E" stroke-width="8" stroke-linecap="round"/>
</svg>`
	markTama = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 128 128">
<path d="M62 112 C20 92 4 62 18 36 C28 18 54 22 62 44 Z" fill="#4D7C0F"/>
<path d="M66 112 C108 92 124 62 110 36 C100 18 74 22 66 44 Z" fill="#84B63A"/>
<path d="M84 46 V74 M70 60 H98" stroke="#FFFFFF" stroke-width="8" stroke-linecap="round" fill="none"/>
<path d="M58 98 C48 82 40 68 34 52" fill="none" stroke="#FFFFFF" stroke-width="4" stroke-linecap="round"/>
</svg>`
	markAgency = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 128 128">
<rect x="12" y="12" width="30" height="30" fill="#24527A"/><rect x="49" y="12" width="30" height="30" fill="#3F7CB0"/>
<rect x="86" y="12" width="30" height="30" fill="#E5343D"/><rect x="12" y="49" width="30" height="30" fill="#24527A"/>
<rect x="86" y="49" width="30" height="30" fill="#3F7CB0"/><rect x="12" y="86" width="30" height="30" fill="#24527A"/>
<rect x="49" y="49" width="30" height="30" fill="#9CC3E4"/>
</svg>`
)
