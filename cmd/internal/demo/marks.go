package demo

// The marks are drawings, each with an idea of its own: a bowl on a lake under
// the sun, a hanging lamp, a star on a coin, two peaks that sound, a cairn by
// the sea, two leaves that make a heart.
const (
	markKivu = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1024 1024">
<circle cx="512" cy="304" r="160" fill="#F2B705"/>
<path d="M96 464 H928 C912 720 736 864 512 864 C288 864 112 720 96 464 Z" fill="#C2410C"/>
<path d="M192 592 C264 528 336 528 408 592 S552 656 624 592 S760 528 832 592" fill="none" stroke="#FFFFFF" stroke-width="40" stroke-linecap="round"/>
<path d="M264 712 C328 656 384 656 448 712 S568 768 632 712 S728 664 760 704" fill="none" stroke="#FFFFFF" stroke-width="40" stroke-linecap="round"/>
<rect x="368" y="880" width="288" height="64" rx="32" fill="#C2410C"/>
</svg>`
	markLumen = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1024 1024">
<rect x="488" y="48" width="48" height="272" fill="#0F766E"/>
<path d="M400 304 H624 L864 656 H160 Z" fill="#0F766E"/>
<path d="M352 656 A160 160 0 0 0 672 656 Z" fill="#F59E0B"/>
<path d="M512 864 V976 M288 816 L224 912 M736 816 L800 912" stroke="#F59E0B" stroke-width="48" stroke-linecap="round" fill="none"/>
</svg>`
	markNyota = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1024 1024">
<circle cx="608" cy="608" r="336" fill="#F59E0B"/>
<circle cx="608" cy="608" r="264" fill="#FDE9C8"/>
<path d="M448 80 L544 344 L824 352 L600 520 L680 792 L448 632 L216 792 L296 520 L72 352 L352 344 Z" fill="#7C3AED"/>
</svg>`
	markPic = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1024 1024">
<path d="M48 896 L400 272 L752 896 Z" fill="#BE185D"/>
<path d="M464 896 L720 448 L976 896 Z" fill="#7C3AED"/>
<path d="M400 272 L496 448 L416 512 L352 432 L288 480 Z" fill="#FFFFFF"/>
<path d="M624 288 A128 128 0 0 1 752 160 M624 160 A256 256 0 0 1 752 32" fill="none" stroke="#BE185D" stroke-width="48" stroke-linecap="round"/>
<circle cx="784" cy="304" r="56" fill="#7C3AED"/>
</svg>`
	markRoches = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1024 1024">
<ellipse cx="512" cy="176" rx="144" ry="96" fill="#93B4F5"/>
<ellipse cx="496" cy="384" rx="240" ry="112" fill="#1D4ED8"/>
<ellipse cx="528" cy="624" rx="352" ry="128" fill="#163A9E"/>
<path d="M64 848 C160 752 256 752 352 848 S544 944 640 848 S864 752 960 848" fill="none" stroke="#0F766E" stroke-width="64" stroke-linecap="round"/>
</svg>`
	markTama = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1024 1024">
<path d="M496 896 C160 736 32 496 144 288 C224 144 432 176 496 352 Z" fill="#4D7C0F"/>
<path d="M528 896 C864 736 992 496 880 288 C800 144 592 176 528 352 Z" fill="#84B63A"/>
<path d="M672 368 V592 M560 480 H784" stroke="#FFFFFF" stroke-width="64" stroke-linecap="round" fill="none"/>
<path d="M464 784 C384 656 320 544 272 416" fill="none" stroke="#FFFFFF" stroke-width="32" stroke-linecap="round"/>
</svg>`
	markAgency = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1024 1024">
<rect x="96" y="96" width="240" height="240" fill="#24527A"/><rect x="392" y="96" width="240" height="240" fill="#3F7CB0"/>
<rect x="688" y="96" width="240" height="240" fill="#E5343D"/><rect x="96" y="392" width="240" height="240" fill="#24527A"/>
<rect x="688" y="392" width="240" height="240" fill="#3F7CB0"/><rect x="96" y="688" width="240" height="240" fill="#24527A"/>
<rect x="392" y="392" width="240" height="240" fill="#9CC3E4"/>
</svg>`
)
